import { join } from 'node:path';
import { setTimeout as sleepReally } from 'node:timers/promises';
import { assembly } from '../asm/assembly.ts';
import { every } from '../plant/every.ts';
import { plcs } from '../plant/layout.ts';
import type { World } from '../plant/world.ts';
import { PlcServer } from './plc-server.ts';
import { tagsOf } from './tags.ts';

/** The two controllers of the assembly line, not started yet. */
export function createPlcs({ ports, pkiFolder, poweredOnAtMs }: PlcsOptions): readonly PlcServer[] {
  return plcs.map(({ name, stations }, index) => {
    const own = assembly.filter((station) => stations.some((each) => each === station.name));
    const tags = own.flatMap((station) => tagsOf(station));
    return new PlcServer({
      name,
      tags,
      port: ports[index] ?? 0,
      pkiFolder: join(pkiFolder, name),
      poweredOnAtMs,
    });
  });
}

/** Now and then a PLC's server goes away and comes back; its memory stays. */
export function startPlcRestarts(world: World, servers: readonly PlcServer[]): void {
  const { faults, speed } = world.scenario;
  const [first, ...others] = servers;
  if (first === undefined) return;
  every(world, { name: 'plc', perHour: faults.plcRestartsPerHour }, async (chance) => {
    const plc = chance.pick([first, ...others]);
    await plc.stop();
    await sleepReally(faults.plcRestartMs / speed, undefined, { ref: false });
    await plc.start();
  });
}

type PlcsOptions = {
  readonly ports: readonly number[];
  readonly pkiFolder: string;
  readonly poweredOnAtMs: number;
};
