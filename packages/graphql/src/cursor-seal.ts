import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual, type BinaryLike } from 'node:crypto';

/** Makes a cursor opaque and reads it back; undefined for whatever it has not made for this purpose itself. */
export interface CursorSeal {
  readonly seal: (cursor: string, purpose: readonly string[]) => string;
  readonly open: (sealed: string, purpose: readonly string[]) => string | undefined;
}

const TAG_BYTES = 16;

/**
 * A seal with a key of 32 bytes. Equal cursors are sealed equally, so that a page read twice is the same text: the tag over purpose and
 * cursor is the initialization vector as well (a synthetic one, as in RFC 5297), so that no vector serves two texts.
 */
export function cursorSeal(key: BinaryLike): CursorSeal {
  const tagKey = createHmac('sha256', key).update('tag').digest();
  const cipherKey = createHmac('sha256', key).update('cipher').digest();
  const tagOf = (cursor: string, purpose: readonly string[]) =>
    createHmac('sha256', tagKey)
      .update(JSON.stringify([...purpose, cursor]))
      .digest()
      .subarray(0, TAG_BYTES);
  return {
    seal: (cursor, purpose) => {
      const tag = tagOf(cursor, purpose);
      const cipher = createCipheriv('aes-256-ctr', cipherKey, tag);
      return Buffer.concat([tag, cipher.update(cursor, 'utf8'), cipher.final()]).toString('base64url');
    },
    open: (sealed, purpose) => {
      const bytes = Buffer.from(sealed, 'base64url');
      // Node reads past what is not base64url: only the one spelling that was given counts.
      if (bytes.length <= TAG_BYTES || bytes.toString('base64url') !== sealed) return undefined;
      const tag = bytes.subarray(0, TAG_BYTES);
      const decipher = createDecipheriv('aes-256-ctr', cipherKey, tag);
      const cursor = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]).toString('utf8');
      return timingSafeEqual(tag, tagOf(cursor, purpose)) ? cursor : undefined;
    },
  };
}
