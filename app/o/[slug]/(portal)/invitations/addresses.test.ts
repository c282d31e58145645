import { describe, expect, it } from 'vitest'
import { splitPasted, splitTyped } from './addresses'

describe('splitTyped', () => {
  it.each([
    ['ann@x.test', [], 'ann@x.test'],
    ['ann@x.test,', ['ann@x.test'], ''],
    ['ann@x.test ', ['ann@x.test'], ''],
    ['ann@x.test;b', ['ann@x.test'], 'b'],
    ['Ann Lee ', [], 'Ann Lee '],
    ['Ann Lee <ann@x.test> ', ['Ann Lee <ann@x.test>'], ''],
    ['"Lee, ', [], '"Lee, '],
    ['"Lee, Ann" <ann@x.test>,', ['"Lee, Ann" <ann@x.test>'], ''],
    ['nonsense,', ['nonsense'], ''],
  ])('%j gives %j and leaves %j', (text, entries, rest) => {
    expect(splitTyped(text)).toEqual({ entries, rest })
  })
})

describe('splitPasted', () => {
  it.each([
    ['ann@x.test', ['ann@x.test'], ''],
    ['ann@x.test\r\nBob <b@x.test>; c@x.test d', ['ann@x.test', 'Bob <b@x.test>', 'c@x.test'], 'd'],
    ['a@x.test, b@nowhere ', ['a@x.test', 'b@nowhere'], ''],
    [' ,; ', [], ''],
  ])('%j gives %j and leaves %j', (text, entries, rest) => {
    expect(splitPasted(text)).toEqual({ entries, rest })
  })
})
