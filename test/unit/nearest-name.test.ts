import { expect, test } from 'vitest';
import { nearestName } from '../../domain/nearest-name.ts';

const known = ['BD1/ASM/ASM1/GLUE', 'BD1/ASM/ASM2/GLUE', 'BD1/SMT/SMT1/PRINT'];

test.each([
  ['BD1/ASM/AMS1/GLUE', 'BD1/ASM/ASM1/GLUE'],
  ['bd1/asm/asm2/glue', 'BD1/ASM/ASM2/GLUE'],
  ['BD1/ASM/ASM2/GLU', 'BD1/ASM/ASM2/GLUE'],
  ['BD1/SMT/SMT1/OVEN', undefined],
])('who wrote %s meant %s', (written, meant) => {
  expect(nearestName(written, known)).toBe(meant);
});
