const dayMs = 86_400_000;
/** The lunar calendar of Vietnam counts days at this offset. */
const offsetMs = 7 * 3_600_000;

/**
 * A day in the lunar calendar of Vietnam: `1-1` is its new year, `3-10` the tenth of the third month; a
 * leap month is written `6+-1`. Months begin on the day of the new moon, the eleventh holds the winter
 * solstice, and of thirteen months between two of those the first without a principal term is the leap one.
 */
export function lunarDayOf(date: string): string {
  const day = Math.floor(Date.parse(date) / dayMs);
  let moon = Math.round((day - 10_962.6) / 29.530588861);
  while (firstDayOf(moon) > day) moon -= 1;
  while (firstDayOf(moon + 1) <= day) moon += 1;
  let eleventh = moon;
  while (!holdsSolstice(eleventh)) eleventh -= 1;
  const leap = leapAfter(eleventh);
  const place = moon - eleventh;
  const isLeap = place === leap;
  const month = ((10 + place - (leap !== undefined && place >= leap ? 1 : 0)) % 12) + 1;
  return `${month}${isLeap ? '+' : ''}-${day - firstDayOf(moon) + 1}`;
}

/** How many months after an eleventh one the leap month comes, if one does before the next eleventh. */
function leapAfter(eleventh: number): number | undefined {
  if (holdsSolstice(eleventh + 12)) return undefined;
  for (let place = 1; place <= 12; place++) {
    if (termOf(eleventh + place) === termOf(eleventh + place + 1)) return place;
  }
  return undefined;
}

function holdsSolstice(moon: number): boolean {
  return termOf(moon) === 8 && termOf(moon + 1) === 9;
}

/** The twelfth of its way in which the sun stands as the month begins; 9 begins with the winter solstice. */
function termOf(moon: number): number {
  const beginsMs = firstDayOf(moon) * dayMs - offsetMs;
  return Math.floor(sunLongitude(beginsMs) / 30);
}

/** The local day of a new moon, numbered from 1970-01-01. New moon 0 was in January 2000. */
function firstDayOf(moon: number): number {
  return Math.floor((newMoonMs(moon) + offsetMs) / dayMs);
}

const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** Meeus, Astronomical Algorithms, chapter 25, low accuracy: to a hundredth of a degree. */
function sunLongitude(ms: number): number {
  const days = ms / dayMs - 10_957.5;
  const anomaly = 357.528 + 0.9856003 * days;
  const degrees = 280.46 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.02 * sin(2 * anomaly);
  return ((degrees % 360) + 360) % 360;
}

/** Meeus, Astronomical Algorithms, chapter 49, with its larger terms: to a few minutes. */
function newMoonMs(moon: number): number {
  const centuries = moon / 1236.85;
  const earth = 1 - 0.002516 * centuries;
  const sun = 2.5534 + 29.1053567 * moon;
  const anomaly = 201.5643 + 385.81693528 * moon + 0.0107582 * centuries ** 2;
  const node = 160.7108 + 390.67050284 * moon - 0.0016118 * centuries ** 2;
  const correction =
    -0.4072 * sin(anomaly) +
    0.17241 * earth * sin(sun) +
    0.01608 * sin(2 * anomaly) +
    0.01039 * sin(2 * node) +
    0.00739 * earth * sin(anomaly - sun) -
    0.00514 * earth * sin(anomaly + sun) +
    0.00208 * earth ** 2 * sin(2 * sun) -
    0.00111 * sin(anomaly - 2 * node) -
    0.00057 * sin(anomaly + 2 * node) +
    0.00056 * earth * sin(2 * anomaly + sun) -
    0.00042 * sin(3 * anomaly);
  const julian = 2_451_550.09766 + 29.530588861 * moon + 0.00015437 * centuries ** 2 + correction;
  const terrestrialAheadMs = 70_000;
  return (julian - 2_440_587.5) * dayMs - terrestrialAheadMs;
}
