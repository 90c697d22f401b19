/** Whether a content type is that of JSON, however it is written. */
export function isJson(contentType: string | null | undefined): boolean {
  return contentType != null && /^application\/json\s*(?:;|$)/iu.test(contentType.trim());
}
