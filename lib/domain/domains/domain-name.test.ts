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
    ['localhost', 'Enter only the domain'],
    ['https://acme.test', 'Enter only the domain'],
    ['acme.test/path', 'Enter only the domain'],
    ['ann@acme.test', 'Enter only the domain'],
    ['acme.test other.test', 'Enter only the domain'],
    ['127.0.0.1', 'Enter only the domain'],
    ['[::1]', 'Enter only the domain'],
    ['*.acme.test', 'Enter only the domain'],
    ['_dmarc.acme.test', 'Enter only the domain'],
    ['-acme.test', 'Enter only the domain'],
    ['acme..test', 'Enter only the domain'],
    ['a\u0000cme.test', 'Enter only the domain'],
    [`${'a'.repeat(64)}.test`, 'Enter only the domain'],
    [`${'a.'.repeat(100)}test`, 'at most 200 characters'],
    ['co.uk', 'Anyone can register'],
    ['github.io', 'Anyone can register'],
    ['gmail.com', 'this email provider'],
    ['GMail.com', 'this email provider'],
    ['outlook.com', 'this email provider'],
    ['web.de', 'this email provider'],
    ['eu.protonmail.com', 'this email provider'],
  ])('%s', (text, problem) => {
    expect(problemsOf(domainName, text)).toEqual([expect.stringContaining(problem)])
  })
})
