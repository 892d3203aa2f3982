package afterimage.onnx;

import afterimage.image.Damage;
import afterimage.image.Picture;
import afterimage.image.likeness.Similarity;
import java.util.List;

/**
 * Means over damaged photos, before and after.
 *
 * @param psnrBefore of the damaged ones, in dB
 * @param psnrAfter of the refined ones, in dB
 * @param ssimBefore of the damaged ones
 * @param ssimAfter of the refined ones
 * @param better share of the photos whose PSNR rose
 */
record Gain(
    double psnrBefore, double psnrAfter, double ssimBefore, double ssimAfter, double better) {

  static Gain of(BuiltInModel model, List<Picture> photos, Damage damage) throws Exception {
    double[] sums = new double[5];
    for (int i = 0; i < photos.size(); i++) {
      Picture clean = photos.get(i);
      Picture damaged = damage.of(clean, i);
      Picture refined = model.refine(damaged);
      double before = Similarity.psnr(damaged, clean);
      double after = Similarity.psnr(refined, clean);
      sums[0] += before;
      sums[1] += after;
      sums[2] += Similarity.ssim(damaged, clean);
      sums[3] += Similarity.ssim(refined, clean);
      sums[4] += after > before ? 1 : 0;
    }
    int n = photos.size();
    return new Gain(sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n);
  }

  double psnr() {
    return psnrAfter - psnrBefore;
  }

  double ssim() {
    return ssimAfter - ssimBefore;
  }
}
