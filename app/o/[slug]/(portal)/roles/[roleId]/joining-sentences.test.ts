import { describe, expect, it } from 'vitest'
import { joiningSentences } from './joining-sentences'

const owner = replacement('Owner', true)
const member = replacement('Member')
const viewer = replacement('Viewer')

function replacement(name: string, isOwner = false) {
  return { id: name, name, isOwner, description: '', usableIn: '*', isDefault: false }
}

function ofLink(
  otherRoleIds: string[],
  replacements = [owner, member, viewer],
  isWithinMaker = false,
): string {
  const joining = { joinLink: { otherRoleIds }, domains: 0, mayReplaceAtDomains: true, isWithinMaker }
  return joiningSentences(joining, replacements).join(' ')
}

describe('a join link that gives only the role', () => {
  it.each([
    [[member], 'a new role'],
    [[owner, member], 'a new role other than Owner'],
  ])('is replaced or turned off', (replacements, choice) => {
    expect(ofLink([], replacements)).toBe(
      `The join link gives only this role. With ${choice}, a new link replaces it; otherwise it is turned off.`,
    )
  })

  it.each([[[]], [[owner]]])('is turned off without a role that makes no owners', (replacements) => {
    expect(ofLink([], replacements)).toBe('The join link gives only this role and is turned off.')
  })
})

describe('a join link that gives other roles too', () => {
  it('is replaced with a role that it lacks', () => {
    expect(ofLink(['Member'])).toBe(
      'The join link gives it and other roles, which stay. With a new role other than Owner or Member, a new link replaces it.',
    )
    expect(ofLink(['Member', 'Viewer'])).toBe('The join link gives it and other roles, which stay.')
  })

  it('is replaced within what its maker can assign if it gives a role that the actor cannot', () => {
    expect(ofLink(['Strong'], [member])).toBe(
      'The join link gives it and other roles, which stay. With a new role, a new link replaces it if the person who made the link can assign that role.',
    )
  })
})

it('a join link stays within what its maker can assign when an operator deletes its role', () => {
  const replaced = 'a new link replaces it if the person who made the link can assign that role'
  expect(ofLink([], [member], true)).toBe(
    `The join link gives only this role. With a new role, ${replaced}; otherwise it is turned off.`,
  )
  expect(ofLink(['Member'], [member, viewer], true)).toBe(
    `The join link gives it and other roles, which stay. With a new role other than Member, ${replaced}.`,
  )
})

describe('domains where people join with the role', () => {
  it.each([
    [[owner, member], true, 'With a new role other than Owner, they join with that one; otherwise they'],
    [[owner], true, 'Afterwards they'],
    [[owner, member], false, 'Afterwards they'],
  ])('let them join with another one or only ask', (replacements, mayReplaceAtDomains, then) => {
    const joining = { joinLink: null, domains: 2, mayReplaceAtDomains, isWithinMaker: false }
    const sentences = joiningSentences(joining, replacements).join(' ')
    expect(sentences).toBe(`People at 2 domains join with it. ${then} can only ask to join.`)
  })
})
