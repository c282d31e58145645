import { describe, expect, it } from 'vitest'
import { methodUse } from './method-use'
import { requirementUse } from './providers/requirement-use'

const firstOnly = 'There are many members. This is about the first 1,000; the others are not counted.'

describe('what is said before a method ends', () => {
  it('is about all members where all were looked at', () => {
    expect(methodUse({ examined: 999, signedIn: 0, stranded: 0, isRequired: false }, false)).toEqual([
      'No one is signed in with it now.',
      'Everyone has another sign-in method.',
    ])
  })

  it('says that it is about the first members alone where there are more', () => {
    expect(methodUse({ examined: 1_000, signedIn: 0, stranded: 0, isRequired: false }, false)).toEqual([
      firstOnly,
      'None of them is signed in with it now.',
      'All of them have another sign-in method.',
    ])
    expect(methodUse({ examined: 1_000, signedIn: 7, stranded: 1, isRequired: false }, false)).toEqual([
      firstOnly,
      '7 members are signed in with it now, and must sign in with another method.',
      '1 member is locked out: they have no other sign-in method here.',
    ])
  })
})

describe('what is said before a provider is required', () => {
  const none = {
    displayName: 'Acme',
    concerned: 0,
    elsewhere: 0,
    withoutIdentity: 0,
    others: 0,
    viewer: null,
  }

  it('is about all members where all were looked at', () => {
    const [first] = requirementUse({ ...none, examined: 999 }, false)
    expect(first).toBe('No member other than owners has an address at your verified domains yet.')
  })

  it('says that it is about the first members alone where there are more', () => {
    expect(requirementUse({ ...none, examined: 1_000 }, false).slice(0, 2)).toEqual([
      firstOnly,
      'None of them other than owners has an address at your verified domains yet.',
    ])
  })
})
