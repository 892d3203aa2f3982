/**
 * The invisible watermark of SDXL's own pipelines, written and read. Uses pictures only. Start
 * reading at {@link afterimage.image.watermark.InvisibleWatermark}.
 */
@NullMarked
package afterimage.image.watermark;

import org.jspecify.annotations.NullMarked;
