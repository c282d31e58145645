import { authorizeByFormPost } from '@/lib/oidc/form-post'
import { oidc } from '@/lib/oidc/handle'

export { oidc as GET, authorizeByFormPost as POST }
