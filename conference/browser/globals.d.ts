/** What scripts that are loaded one by one leave for each other. */
declare global {
  interface Document {
    prerendering?: boolean; // not in TypeScript 7
  }
  var receiveSearchRecords: (records: import("./search/records.ts").Records) => void;
  var receiveSearchRelated: (related: import("./search/records.ts").More) => void;
  var Search: typeof import("./search/view.ts").Search | undefined;
}
export {};
