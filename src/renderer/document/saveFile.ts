/** Offers bytes to the system's « save as », under a name without any path. */
export function saveFile(file: { bytes: Uint8Array; fileName: string }): void {
  // Always an opaque type: what was received is saved, never opened by this window.
  const url = URL.createObjectURL(
    new Blob([new Uint8Array(file.bytes)], { type: 'application/octet-stream' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName.replace(/[\\/:*?"<>|]/g, '_') || 'document';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
