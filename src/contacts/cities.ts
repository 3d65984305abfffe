/** Of every hour of the country the city most people know; west to east. */
export const CITIES = {
  kaliningrad: "Europe/Kaliningrad",
  moscow: "Europe/Moscow",
  samara: "Europe/Samara",
  yekaterinburg: "Asia/Yekaterinburg",
  omsk: "Asia/Omsk",
  krasnoyarsk: "Asia/Krasnoyarsk",
  irkutsk: "Asia/Irkutsk",
  yakutsk: "Asia/Yakutsk",
  vladivostok: "Asia/Vladivostok",
  magadan: "Asia/Magadan",
  kamchatka: "Asia/Kamchatka",
} as const;

export type City = keyof typeof CITIES;
export const CITY_NAMES = Object.keys(CITIES) as [City, ...City[]];

/** Null: of no city in the list, or of none chosen. */
export function cityOf(timeZone: string | null): City | null {
  return CITY_NAMES.find((city) => CITIES[city] === timeZone) ?? null;
}
