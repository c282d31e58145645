import { Fragment } from 'react'

/** Allows line breaks between the words. */
export function PermissionName({ name }: { name: string }) {
  return (
    <code className="block wrap-anywhere text-muted-foreground">
      {name.split(/(?<=[:_])/).map((part, n) => (
        <Fragment key={n}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
