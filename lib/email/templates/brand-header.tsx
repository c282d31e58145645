import type { ReactNode } from 'react'
import { Img, Link, Text } from 'react-email'
import type { Brand } from '../email'
import { plainName } from '../plain-name'
import { color } from './theme'
import { Name, Note } from './elements'

/** The logo, or the icon and the name. */
export function BrandHeader({ brand }: { brand: Brand }): ReactNode {
  const { displayName, iconUrl, logoUrl: logo, darkLogoUrl: dark } = brand
  if (logo === undefined) return <NameAndIcon name={displayName} iconUrl={iconUrl} />
  if (dark === undefined || dark === logo)
    return <Logo src={logo} name={displayName} className="logo" background="#ffffff" />
  return (
    <>
      <Logo src={logo} name={displayName} className="logo-light" />
      {/* Hidden where style sheets are ignored. */}
      <div className="logo-dark" style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }}>
        <Logo src={dark} name={displayName} />
      </div>
    </>
  )
}

interface LogoProps {
  src: string
  name: string
  className?: string
  /** White in dark clients too, for one logo: many are dark and transparent. */
  background?: string
}

function Logo({ src, name, className, background }: LogoProps) {
  return (
    <Img
      src={src}
      alt={plainName(name)}
      height={40}
      className={className}
      style={{
        height: 40,
        maxWidth: 200,
        margin: '0 0 24px',
        backgroundColor: background,
        borderRadius: 8,
        color: background && '#17191e',
        fontSize: 16,
        fontWeight: 600,
      }}
    />
  )
}

function NameAndIcon({ name, iconUrl }: { name: string; iconUrl: string | undefined }) {
  return (
    <Text
      className="text"
      data-skip-in-text="true"
      style={{ margin: '0 0 24px', fontSize: 16, fontWeight: 600, lineHeight: '24px', color: color.text }}
    >
      {iconUrl !== undefined && (
        <Img
          src={iconUrl}
          alt=""
          width={24}
          height={24}
          style={{ display: 'inline-block', margin: '0 8px 0 0', borderRadius: 4, verticalAlign: 'middle' }}
        />
      )}
      <Name>{name}</Name>
    </Text>
  )
}

export function BrandLinks({ links }: { links: { label: string; href: string }[] }) {
  if (links.length === 0) return null
  return (
    <Note>
      {links.map(({ label, href }, index) => (
        <span key={label}>
          {index > 0 && ' · '}
          <Link className="muted" href={href} style={{ color: color.muted, textDecoration: 'underline' }}>
            {label}
          </Link>
        </span>
      ))}
    </Note>
  )
}
