import { toIso } from '../../domain/time.ts';
import type { Random } from '../base/random.ts';
import { every } from '../plant/every.ts';
import type { World } from '../plant/world.ts';
import type { Fleet } from './fleet.ts';
import { topicOf } from './mqtt-device.ts';

/** Pulls cables and sends nonsense, as often as the scenario says. */
export function startMishaps(world: World, fleet: Fleet): void {
  const { speed, faults } = world.scenario;
  for (const { client, delivery } of fleet.members) {
    every(
      world,
      { name: `outage|${delivery.name}`, perHour: faults.disconnectsPerHour },
      (chance) => client.disconnect(chance.between(0.1, 1) * (faults.disconnectMsMax / speed)),
    );
  }
  every(world, { name: 'garbage', perHour: faults.garbagePerHour }, (chance) => {
    const [first, ...others] = fleet.members;
    if (first === undefined) return;
    const { delivery } = chance.pick([first, ...others]);
    const [topic, payload] = garbage(world, delivery.name, chance);
    world.truth.record({ fact: 'garbage_sent', client: delivery.name, atMs: world.time.nowMs() });
    delivery.sendRaw(topic, payload);
  });
}

/** A topic and a message that no event can be read from. */
function garbage(world: World, client: string, chance: Random): readonly [string, string] {
  const atMs = world.time.nowMs();
  const id = world.id(`${client}.garbage`, atMs);
  const at = toIso(atMs);
  const topic = topicOf('BD1/SMT/SMT1/PRINT', 'heartbeat');
  return chance.pick([
    [topic, `{"id":"${id}","at":"${at}"`],
    [topic, JSON.stringify({ id, at, hearbeat: true })],
    [topic, JSON.stringify({ id, at: 'yesterday, about noon' })],
    [topic, '\u0000\u0001\u0002'],
  ]);
}
