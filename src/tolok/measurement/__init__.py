"""From a realisasi to what is said about it: capaian, predikat, quarters, approval, SKM and AKIP scores."""
