/** What every page needs; made into one file by tools.build. */

import "./note_links.js";
import "./arrival.js";
import "./search_loader.js";
