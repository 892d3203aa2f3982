/**
 * Dense float arrays with a shape, the currency between pipeline and networks. Uses nothing. Start
 * reading at {@link afterimage.tensor.Tensor}.
 */
@NullMarked
package afterimage.tensor;

import org.jspecify.annotations.NullMarked;
