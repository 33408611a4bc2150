/** What every page needs; tools.build makes one file of it. */

import "./page/color_mode.ts";
import "./page/side_panels.ts";
import "./page/copy.ts";
import "./page/as_typed.ts";
import "./page/title.ts";
import "./page/arrival.ts";
import "./page/correct.ts";
import "./page/filter.ts";
import "./page/search_loader.ts";
import "./page/preview.ts";
