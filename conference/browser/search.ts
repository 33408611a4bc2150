/** The search, loaded when a reader first reaches for it. */

import { Search } from "./search/view.ts";

globalThis.Search = Search;
