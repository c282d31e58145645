import { wcagContrast } from 'culori'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { findHexColor, onColor } from './color'
import { optionalHexColor } from './brand-details'

describe('optionalHexColor', () => {
  it.each([
    ['#2F5BD8', '#2f5bd8'],
    [' #000000 ', '#000000'],
  ])('accepts %j', (text, color) => {
    expect(optionalHexColor.parse(text)).toBe(color)
  })

  it('is null for an empty field', () => {
    expect(optionalHexColor.parse(' ')).toBeNull()
  })

  it.each([
    '#fff',
    '2f5bd8',
    '#2f5bd8ff',
    'red',
    '#2f5bdg',
    'rgb(0,0,0)',
    'url(//attacker.test)',
    '#000000;x:y',
    '#000000}body{',
    '＃000000',
    '#０00000',
  ])('refuses %j', (text) => {
    expect(findHexColor(text)).toBeNull()
    expect(problemsOf(optionalHexColor, text)).toEqual([expect.stringMatching(/#2f5bc2/)])
  })
})

describe('onColor', () => {
  it.each([
    ['#2f5bd8', '#ffffff'],
    ['#767676', '#ffffff'],
    ['#777777', '#000000'],
    ['#f5d90a', '#000000'],
  ])('on %s is %s', (color, label) => {
    expect(onColor(color)).toBe(label)
  })

  it('can be read on every grey', () => {
    for (let grey = 0; grey < 256; grey++) {
      const hex = `#${grey.toString(16).padStart(2, '0').repeat(3)}`
      expect(wcagContrast(hex, onColor(hex))).toBeGreaterThanOrEqual(4.5)
    }
  })
})
