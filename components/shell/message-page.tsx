import type { ReactNode } from 'react'

interface MessagePageProps {
  title: string
  text: ReactNode
  action?: ReactNode
  /** The id that support needs to find the error in the log. */
  reference?: string | undefined
}

export function MessagePage(props: MessagePageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-form flex-col justify-center px-gutter py-12">
      <Message {...props} />
    </main>
  )
}

/** Inside a frame, which has the page’s `main`. */
export function Message({ title, text, action, reference }: MessagePageProps) {
  return (
    <div className="flex flex-col items-start gap-4">
      <h1 className="text-2xl">{title}</h1>
      <div className="text-base text-muted-foreground">{text}</div>
      {reference && (
        <p className="text-sm text-muted-foreground">
          Reference <code className="text-foreground select-all">{reference}</code>
        </p>
      )}
      {action && <div className="mt-2 flex flex-wrap gap-3">{action}</div>}
    </div>
  )
}
