import type { ReactNode } from 'react'
import { Container, Heading, Hr } from 'react-email'
import type { Brand } from '../email'
import { plainName } from '../plain-name'
import { BrandLinks, BrandHeader } from './brand-header'
import { color } from './theme'
import { Name, Note } from './elements'

export interface EmailMessage {
  subject: string
  /** The preheader, shown beside the subject. Must not contain names that users chose. */
  preview: string
  heading: ReactNode
  body: ReactNode
  /** Why the recipient gets this email, and what to do if they did not expect it. */
  reason: ReactNode
}

interface EmailCardProps {
  message: EmailMessage
  brand: Brand
  tenantName: string
}

/** What an email shows; the branding page shows it, too. */
export function EmailCard({ message, brand, tenantName }: EmailCardProps) {
  return (
    <Container
      className="card"
      style={{
        maxWidth: 560,
        padding: '28px 24px 12px',
        backgroundColor: color.card,
        border: `1px solid ${color.border}`,
        borderRadius: 12,
        borderCollapse: 'separate',
        wordBreak: 'break-word',
      }}
    >
      <BrandHeader brand={brand} />
      <Heading
        as="h1"
        className="text"
        style={{
          margin: '0 0 16px',
          fontSize: 22,
          fontWeight: 600,
          lineHeight: '28px',
          color: color.text,
        }}
      >
        {message.heading}
      </Heading>
      {message.body}
      <Hr className="line" style={{ margin: '24px 0 16px', borderColor: color.border }} />
      <Note>{message.reason}</Note>
      <Note>
        <Sender brand={brand} tenantName={tenantName} />
      </Note>
      <BrandLinks links={brand.links ?? []} />
    </Container>
  )
}

function Sender({ brand, tenantName }: { brand: Brand; tenantName: string }) {
  if (plainName(brand.displayName) === plainName(tenantName)) {
    return (
      <>
        Sent by <Name>{tenantName}</Name>
      </>
    )
  }
  return (
    <>
      Sent by <Name>{tenantName}</Name> for <Name>{brand.displayName}</Name>
    </>
  )
}
