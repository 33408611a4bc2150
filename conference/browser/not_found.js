/**
 * What the page for missing addresses does. It stands in that page itself: hosts show the page at
 * any depth, so where other files of the site are has to be found out first.
 */

import { followSite } from "./not_found/site.js";
import { showNearest } from "./not_found/show.js";

addEventListener("DOMContentLoaded", showNearest);
followSite(showNearest);
