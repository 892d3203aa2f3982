/**
 * How files are met on the disk: our own are written whole or not at all, under temporary names
 * that a later start can sweep; a stranger's are opened only if they are plain files, and read up
 * to a limit. Stands below all others but {@link afterimage.message}. Start reading at {@link
 * afterimage.file.AtomicFile}.
 */
@NullMarked
package afterimage.file;

import org.jspecify.annotations.NullMarked;
