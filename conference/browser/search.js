/** The search, loaded when a reader first reaches for it. */

import { Search } from "./search/view.js";

globalThis.Search = Search;
