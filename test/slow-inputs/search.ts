import { Dice } from '../hostile-input'
import { actionShapes } from './action-shapes'
import { bodyShapes } from './body-shapes'
import { type Entry, type Sent, type Shape } from './entry'
import { headShapes } from './head-shapes'
import { imageShapes } from './image-shapes'
import { reactShapes } from './react-shapes'
import { randomText, slowTexts, type SlowText } from './slow-texts'

const shapes: readonly Shape[] = [
  ...headShapes,
  ...bodyShapes,
  ...actionShapes,
  ...reactShapes,
  ...imageShapes,
]

/** One request of the search. It is the same whenever it is made again. */
export interface SlowInput {
  entry: Entry
  shape: Shape
  text: SlowText
  /** Of what is slow in it, in bytes. */
  size: number
  seed: number
}

/** Parts of what an entry takes at most: checks that look at lengths cut off what comes at the whole of it. */
const shares = [1, 1, 1, 1, 0.7, 0.39, 0.39, 0.2, 0.05, 0.01] as const

/**
 * Inputs without end, the same ones for a seed: in each round one for every entry, of the shape that was had least.
 * @param only shapes whose names contain this
 */
export function* slowInputs(entries: readonly Entry[], seed: number, only = ''): Generator<SlowInput> {
  const dice = new Dice(seed)
  const used = new Map<string, number>()
  for (;;) {
    for (const entry of shuffled(entries, dice)) {
      const fitting = shapes.filter(({ name, fits }) => name.includes(only) && fits(entry))
      if (fitting.length === 0) continue
      const shape = leastUsed(dice.one(groupsOf(fitting)), used, dice)
      const text = dice.below(3) === 0 ? randomText(dice) : leastUsed(slowTexts, used, dice)
      const share = dice.below(12) === 0 ? beyond(entry) : dice.one(shares)
      yield { entry, shape, text, size: Math.floor(entry.limit * share), seed: dice.below(2 ** 31) }
    }
  }
}

/** The same again at the sizes that matter most, and at other places of the entry. */
export function variantsOf(input: SlowInput): SlowInput[] {
  const { entry, shape, seed } = input
  const sizes = [entry.limit, Math.floor(entry.limit * 0.39)]
  const narrower = shapes.find(({ name }) => name === shape.narrower)
  if (!narrower)
    return sizes.flatMap((size) => [0, 1, 2].map((more) => ({ ...input, size, seed: seed + more })))
  const seeds = Object.keys(entry.fields).map((_, index) => seed + index)
  return seeds.flatMap((seed) => sizes.map((size) => ({ ...input, shape: narrower, size, seed })))
}

/** Whether a limit holds shows only beyond it. */
function beyond({ limit }: Entry): number {
  return limit > 1024 * 1024 ? 3 : 21
}

/** The request, no longer than its entry takes unless it is meant to be. */
export function requestOf({ entry, shape, text, size, seed }: SlowInput): Sent {
  const make = (bytes: number) =>
    shape.make({ entry, text, size: Math.max(1, Math.floor(bytes)), dice: new Dice(seed) })
  let [sent, bytes] = [make(size), size]
  for (let tries = 0; tries < 3 && size <= entry.limit; tries++) {
    const length = sent.body?.length ?? 0
    if (length <= entry.limit) break
    bytes = (bytes * entry.limit * 0.98) / length
    sent = make(bytes)
  }
  return sent
}

/** One name for all inputs that are the same but for their size. */
export function kindOf({ shape, text }: SlowInput): string {
  return shape.takesText ? `${shape.name} (${text.name})` : shape.name
}

/** With a text and without one, by what they are a part of: there are many more of some than of others. */
function groupsOf(fitting: readonly Shape[]): [Shape[], ...Shape[][]] {
  const groups = Object.values(
    Object.groupBy(fitting, ({ name, takesText }) => `${name.split(':')[0]} ${takesText}`),
  ).map((group) => group ?? [])
  const [first = [], ...others] = groups
  return [first, ...others]
}

function leastUsed<T extends { name: string }>(
  choices: readonly T[],
  used: Map<string, number>,
  dice: Dice,
): T {
  const least = Math.min(...choices.map(({ name }) => used.get(name) ?? 0))
  const candidates = choices.filter(({ name }) => (used.get(name) ?? 0) === least)
  const chosen = candidates[dice.below(candidates.length)]
  if (!chosen) throw new Error('There is nothing to choose from.')
  used.set(chosen.name, least + 1)
  return chosen
}

function shuffled<T>(items: readonly T[], dice: Dice): T[] {
  return items
    .map((item) => ({ item, position: dice.below(2 ** 31) }))
    .sort((one, other) => one.position - other.position)
    .map(({ item }) => item)
}
