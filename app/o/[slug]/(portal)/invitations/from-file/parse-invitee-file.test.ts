import { describe, expect, it } from 'vitest'
import { decodeInviteeFile, parseInviteeFile } from './parse-invitee-file'

function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  throw new Error('The file was not refused.')
}

describe('parseInviteeFile', () => {
  const ann = { address: 'ann@x.test', name: 'Lee, Ann', role: 'Admin' }
  const ben = { address: 'ben@x.test', name: '', role: '' }

  it.each([
    ['no heading', 'ann@x.test,"Lee, Ann",Admin\nben@x.test', [1, 2]],
    [
      'a heading in another order',
      'Role,E-Mail,Team,name\r\nAdmin,ann@x.test,Ops,"Lee, Ann"\r\n,ben@x.test\r\n',
      [2, 3],
    ],
    ['semicolons', '\uFEFFEmail address;Name;Role\nann@x.test;Lee, Ann;Admin\nben@x.test;;\n', [2, 3]],
    ['blank rows and spaces', '\n ann@x.test , "Lee, Ann" ,Admin\n,,\n\nben@x.test\n', [2, 5]],
    ['rows that end as on an old Mac', 'ann@x.test,"Lee, Ann",Admin\rben@x.test\r', [1, 2]],
  ])('reads %s', (_, text, [first, second]) => {
    expect(parseInviteeFile(text)).toEqual([
      { row: first, ...ann },
      { row: second, ...ben },
    ])
  })

  it.each([
    ['', 'There are no addresses in this file.'],
    ['Email address,Name,Role\n', 'There are no addresses in this file.'],
    ['ann@x.test\nben@x.test,"Ben', 'Row 2: a quotation mark is opened, but not closed.'],
    ['ann@x.test\nben@x.test,"B"en"', 'Row 2 cannot be read. Check its quotation marks.'],
    [`ann@x.test\n${'x'.repeat(11_000)}`, 'Row 2 is too long.'],
    ['PK\u0003\u0004\0', 'This is not a CSV file. In a spreadsheet, save it as “CSV UTF-8”.'],
    ['a@x.test\n'.repeat(1_001), 'This file has more than 1,000 rows. Split it into several files.'],
  ])('says what is wrong with file %#', (text, message) => {
    expect(refusal(() => parseInviteeFile(text))).toBe(message)
  })

  it('takes 1,000 rows below a heading', () => {
    expect(parseInviteeFile(`Email\n${'a@x.test\n'.repeat(1_000)}`)).toHaveLength(1_000)
  })
})

it('refuses a file that is not UTF-8', () => {
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x61, 0])
  expect(refusal(() => decodeInviteeFile(utf16))).toContain('This file is not UTF-8 text.')
  expect(decodeInviteeFile(new TextEncoder().encode('Zoë'))).toBe('Zoë')
})
