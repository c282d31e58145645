import { Fragment, type ReactNode } from 'react'
import { wcagContrast } from 'culori'
import { Button, Link, Text } from 'react-email'
import { defaultPrimary, findHexColor, onColor } from '@/lib/domain/branding/color'
import type { Brand } from '../email'
import { plainName } from '../plain-name'
import { color, font } from './theme'

interface Inside {
  children: ReactNode
}

export function Paragraph({ children }: Inside) {
  return (
    <Text
      className="text"
      style={{ margin: '0 0 16px', fontSize: 16, lineHeight: '24px', color: color.text }}
    >
      {children}
    </Text>
  )
}

export function Note({ children }: Inside) {
  return (
    <Text
      className="muted"
      style={{ margin: '0 0 16px', fontSize: 14, lineHeight: '21px', color: color.muted }}
    >
      {children}
    </Text>
  )
}

interface ActionProps {
  mail: { link: string; brand: Pick<Brand, 'primary'> }
  children: string
}

/** A button with the URL as text below, for clients that show no buttons. */
export function Action({ mail: { link: href, brand }, children }: ActionProps) {
  const { background, text, border } = buttonColors(brand.primary)
  const style = {
    backgroundColor: background,
    border: `1px solid ${border}`,
    borderRadius: 8,
    color: text,
    fontFamily: font.sans,
    fontSize: 16,
    fontWeight: 600,
    padding: '12px 20px',
  }
  return (
    <>
      <Text style={{ margin: '24px 0 12px' }}>
        <Button className="button" href={href} style={style}>
          {children}
        </Button>
      </Text>
      <Text
        className="muted"
        data-skip-in-text="true"
        style={{ margin: '0 0 24px', fontSize: 13, lineHeight: '20px', color: color.muted }}
      >
        If the button doesn’t work, copy this link into your browser:
        <br />
        <Link
          className="muted"
          href={href}
          style={{ color: color.muted, textDecoration: 'underline', wordBreak: 'break-all' }}
        >
          {href}
        </Link>
      </Text>
    </>
  )
}

/** Black or white text, at least 4.5:1, and a grey border if the color does not stand out on white. */
function buttonColors(primary: string) {
  const background = findHexColor(primary) ?? defaultPrimary
  const border = wcagContrast(background, '#ffffff') >= 3 ? background : '#858a93'
  return { background, text: onColor(background), border }
}

/** Spaced by CSS, so that copying gives the digits alone. */
export function Code({ children }: { children: string }) {
  return (
    <Text
      className="text code"
      style={{
        margin: '0 0 24px',
        fontFamily: font.mono,
        fontSize: 28,
        fontWeight: 600,
        letterSpacing: 4,
        lineHeight: '36px',
        color: color.text,
      }}
    >
      {children}
    </Text>
  )
}

/** Plain text with its line breaks. */
export function Quote({ by, children }: { by: string; children: string }) {
  const lines = children.split('\n')
  return (
    <>
      <Note>
        <Name>{by}</Name> wrote:
      </Note>
      <Text
        className="text line"
        style={{
          margin: '0 0 16px',
          padding: '4px 0 4px 16px',
          borderLeft: `3px solid ${color.border}`,
          fontSize: 16,
          lineHeight: '24px',
          color: color.text,
        }}
      >
        {lines.map((line, index) => (
          <span key={index}>
            {index > 0 && <br />}
            {line !== '' && <bdi>{breakLinks(plainName(line, 500))}</bdi>}
          </span>
        ))}
      </Text>
    </>
  )
}

/** A sentence as subject and as heading. Its values are names that users chose. */
export function titled(texts: TemplateStringsArray, ...names: string[]) {
  return {
    subject: String.raw({ raw: texts }, ...names.map((name) => plainName(name, 40))),
    heading: texts.map((text, index) => {
      const name = names[index]
      return (
        <Fragment key={index}>
          {text}
          {name !== undefined && <Name>{name}</Name>}
        </Fragment>
      )
    }),
  }
}

/** `bdi` keeps a right-to-left name from reordering the sentence. */
export function Name({ children }: { children: string }) {
  return <bdi>{breakLinks(plainName(children))}</bdi>
}

export function Address({ children }: { children: string }) {
  return <span style={{ wordBreak: 'break-word' }}>{breakLinks(plainName(children, 254))}</span>
}

/** Email clients would turn evil.com into a phishing link. An element around the dot prevents that. */
function breakLinks(text: string): ReactNode {
  return text
    .split(/([.。．｡:@/])/)
    .map((piece, index) => (index % 2 === 1 ? <span key={index}>{piece}</span> : piece))
}
