// Progressive enhancement of the product pages. Nothing here is needed to get the work done.
import { watchCounters } from "./hitung.js";
import { watchDrafts } from "./draf.js";
import { watchShortcuts } from "./pintasan.js";
import { watchBulk } from "./massal.js";
import { watchTotals } from "./jumlah.js";
import { watchFrame } from "./kerangka.js";

for (const watch of [watchFrame, watchCounters, watchTotals, watchBulk, watchDrafts, watchShortcuts]) watch(document);
