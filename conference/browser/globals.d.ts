/** What scripts that are loaded one by one leave for each other. */
declare global {
  interface Document {
    prerendering?: boolean; // not in TypeScript 7
  }
  var receiveSearchRecords: (records: import("./search/records.ts").Records) => void;
  var receiveSearchRelated: undefined | ((related: import("./search/records.ts").More) => void);
  var startSearch: undefined | typeof import("./search.ts").startSearch;
}
export {};
