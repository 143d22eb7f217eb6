import { useName } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';

/** What the plant calls a station; one that it has not named goes by the end of its path. */
export function useStationName(): (station: string) => string {
  const name = useName();
  const site = useSite();
  return (path) => {
    for (const { stations } of site?.lines ?? []) {
      const found = stations.find(({ station }) => station === path);
      if (found !== undefined) return name(found.name);
    }
    return path.slice(path.lastIndexOf('/') + 1);
  };
}

/** The same of a line. */
export function useLineName(): (line: string) => string {
  const name = useName();
  const site = useSite();
  return (path) => {
    const found = site?.lines.find(({ line }) => line === path);
    return found === undefined ? path.slice(path.lastIndexOf('/') + 1) : name(found.name);
  };
}
