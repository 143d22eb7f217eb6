import { describe, expect, test } from 'vitest';
import { edgeConfig } from '../../edge/config.ts';
import { assembly } from '../../simulators/asm/assembly.ts';
import { speakerPlantConfig } from '../../simulators/edge-config.ts';
import { stationAt } from '../../simulators/plant/layout.ts';
import { tagsOf } from '../../simulators/plc/tags.ts';

describe('the configuration of the simulated plant', () => {
  const config = edgeConfig.parse(speakerPlantConfig({ opcuaPorts: [4841, 4842] }));

  test('an edge accepts it as it is', () => {
    expect(config.plant.lines.map(({ path }) => path)).toEqual([
      'BD1/SMT/SMT1',
      'BD1/ASM/ASM1',
      'BD1/TST/TST1',
    ]);
    expect(config.opcua.connections.map(({ endpoint }) => endpoint)).toEqual([
      'opc.tcp://127.0.0.1:4841',
      'opc.tcp://127.0.0.1:4842',
    ]);
  });

  test('it names only tags that the PLC has', () => {
    const offered = new Map(
      assembly.map((each) => [stationAt('asm', each.name), tagsOf(each).map(({ name }) => name)]),
    );
    const stations = config.opcua.connections.flatMap((connection) => connection.stations);
    expect(stations).toHaveLength(assembly.length);
    for (const station of stations) {
      const named = JSON.stringify(station).match(/(?<="s=)[^"]+/g) ?? [];
      expect(named.length).toBeGreaterThan(10);
      expect(offered.get(station.station)).toEqual(expect.arrayContaining(named));
    }
  });
});
