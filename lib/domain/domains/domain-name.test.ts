import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { domainName } from './domain-name'

describe('takes', () => {
  it.each([
    ['acme.test', 'acme.test'],
    ['  ACME.Test. ', 'acme.test'],
    ['@acme.test', 'acme.test'],
    ['eu.acme.co.uk', 'eu.acme.co.uk'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['ａｃｍｅ.test', 'acme.test'],
    ['acme。test', 'acme.test'],
    ['acme-gmail.com', 'acme-gmail.com'],
  ])('%s', (text, value) => {
    expect(domainName.parse(text)).toEqual(value)
  })
})

describe('refuses', () => {
  it.each([
    ['', 'Enter a domain.'],
    ['   ', 'Enter a domain.'],
    ['localhost', 'Enter the domain alone'],
    ['https://acme.test', 'Enter the domain alone'],
    ['acme.test/path', 'Enter the domain alone'],
    ['ann@acme.test', 'Enter the domain alone'],
    ['acme.test other.test', 'Enter the domain alone'],
    ['127.0.0.1', 'Enter the domain alone'],
    ['[::1]', 'Enter the domain alone'],
    ['*.acme.test', 'Enter the domain alone'],
    ['_dmarc.acme.test', 'Enter the domain alone'],
    ['-acme.test', 'Enter the domain alone'],
    ['acme..test', 'Enter the domain alone'],
    ['a\u0000cme.test', 'Enter the domain alone'],
    [`${'a'.repeat(64)}.test`, 'Enter the domain alone'],
    [`${'a.'.repeat(100)}test`, 'at most 200 characters'],
    ['co.uk', 'Anybody can register'],
    ['github.io', 'Anybody can register'],
    ['gmail.com', 'this mail provider'],
    ['GMail.com', 'this mail provider'],
    ['outlook.com', 'this mail provider'],
    ['web.de', 'this mail provider'],
    ['eu.protonmail.com', 'this mail provider'],
  ])('%s', (text, problem) => {
    expect(problemsOf(domainName, text)).toEqual([expect.stringContaining(problem)])
  })
})
