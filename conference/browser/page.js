/** What every page needs; tools.build makes one file of it. */

import "./page/color_mode.js";
import "./page/side_panels.js";
import "./page/copy.js";
import "./page/as_typed.js";
import "./page/title.js";
import "./page/arrival.js";
import "./page/filter.js";
import "./page/search_loader.js";
