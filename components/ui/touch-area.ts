/** For links and icons that are less high than a finger needs: 24 pixels more where there is no mouse, without moving others. */
export const touchArea = 'touch-area'
