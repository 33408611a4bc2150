/** What every page needs; made into one file by tools.build. */

import "./color_mode.js";
import "./side_panels.js";
import "./contents.js";
import "./scrollable.js";
import "./note_links.js";
import "./copy.js";
import "./arrival.js";
import "./search_loader.js";
