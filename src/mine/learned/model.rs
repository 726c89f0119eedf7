//! The learned weights: which pieces of evidence speak for which keys, and how strongly (`data/mine/learned.txt`).
//!
//! A linear model: each key has the sum of the weights of all evidence that is there, divided by the root of its count, and the
//! exponentials of these sums, normed to 1, are probabilities (multinomial logistic regression). Used by [`super`], and laid out by
//! `build.rs` so that it can be used as it is.

/// The labels of numbers without a key, and of those whose key was typed too seldom to be learned.
const NONE: [&str; 2] = ["none", "rare"];
/// Evidence is looked up by the first bits of its hash, then one after the other.
const BUCKETS: usize = 1 << 14;
/// Weights are kept as whole numbers of these.
const UNIT: f32 = 0.05;

/// The weights, as laid out.
#[derive(Debug)]
pub(crate) struct Model {
    /// Key and what speaks for it without any evidence.
    labels: Vec<(&'static str, f32)>,
    /// Where the hashes of each bucket begin and where their weights do.
    buckets: &'static [u8],
    hashes: &'static [u8],
    /// How many weights each has.
    counts: &'static [u8],
    /// Label and weight.
    weights: &'static [u8],
}

impl Model {
    /// From what [`pack`] made; nothing if it is not whole.
    pub(crate) fn unpack(bytes: &'static [u8]) -> Option<Model> {
        let mut rest = bytes;
        let mut take = |count: usize| {
            let (taken, left) = rest.split_at_checked(count)?;
            rest = left;
            Some(taken)
        };
        let count = usize::from(take(1)?.first().copied()?);
        let mut labels = Vec::with_capacity(count);
        for _ in 0..count {
            let &[bias, length] = take(2)? else { return None };
            let key = std::str::from_utf8(take(usize::from(length) * 16)?).ok()?;
            labels.push((key.trim_end(), f32::from(i8::from_le_bytes([bias])) * UNIT));
        }
        let buckets = take((BUCKETS + 1) * 8)?;
        let (features, pairs) = at(buckets, BUCKETS)?;
        let (hashes, counts) = (take(features * 4)?, take(features)?);
        Some(Model { labels, buckets, hashes, counts, weights: take(pairs * 2)? })
    }

    /// The key that the evidence speaks for most, and its probability; nothing where it is none.
    pub(crate) fn judge(&self, evidence: &[u32]) -> Option<(&'static str, f32)> {
        let mut sums = vec![0.0_f32; self.labels.len()];
        for &hash in evidence {
            for pair in self.of(hash).unwrap_or_default().chunks_exact(2) {
                if let &[label, weight] = pair
                    && let Some(sum) = sums.get_mut(usize::from(label))
                {
                    *sum += f32::from(i8::from_le_bytes([weight]));
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let scale = UNIT / (evidence.len().max(1) as f32).sqrt();
        for (sum, (_, bias)) in sums.iter_mut().zip(&self.labels) {
            *sum = *sum * scale + bias;
        }
        let (best, most) = sums.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
        let (key, _) = self.labels.get(best)?;
        (!NONE.contains(key)).then_some((key, 1.0 / all))
    }

    /// Whether a piece of evidence has the greatest weight against all keys: what a table counts is never counted so.
    pub(crate) fn rules_out(&self, hash: u32) -> bool {
        let Some(&[label, weight]) = self.of(hash) else { return false };
        let against = self.labels.get(usize::from(label)).is_some_and(|(key, _)| NONE.contains(key));
        against && i8::from_le_bytes([weight]) == i8::MAX
    }

    /// Label and weight of a piece of evidence.
    fn of(&self, hash: u32) -> Option<&'static [u8]> {
        let bucket = bucket_of(hash);
        let ((from, mut weights), (to, _)) = (at(self.buckets, bucket)?, at(self.buckets, bucket + 1)?);
        let hashes = self.hashes.get(from * 4..to * 4)?.as_chunks::<4>().0;
        for (known, count) in hashes.iter().zip(self.counts.get(from..to)?) {
            let count = usize::from(*count);
            if u32::from_le_bytes(*known) == hash {
                return self.weights.get(weights * 2..(weights + count) * 2);
            }
            weights += count;
        }
        None
    }
}

/// The two numbers of an entry of the buckets.
fn at(buckets: &[u8], index: usize) -> Option<(usize, usize)> {
    let &[a, b, c, d, e, f, g, h] = buckets.get(index * 8..index * 8 + 8)? else { return None };
    let of = |bytes| usize::try_from(u32::from_le_bytes(bytes)).ok();
    Some((of([a, b, c, d])?, of([e, f, g, h])?))
}

const fn bucket_of(hash: u32) -> usize {
    (hash >> 18) as usize
}

/// A piece of evidence, told in parts, as a number: FNV-1a, with its bits mixed once more.
pub(crate) fn hash(parts: &[&str]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in parts.iter().flat_map(|part| part.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^ (hash >> 13)
}

/// Lays out the file of weights. What is not as the file's head says is left out; a test reads every line.
#[allow(dead_code, reason = "for `build.rs`")]
pub(crate) fn pack(file: &str) -> Vec<u8> {
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let (labels, evidence): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("key\t"));
    let mut packed = vec![u8::try_from(labels.len()).unwrap_or_default()];
    for (key, bias) in labels.iter().filter_map(|line| label(line)) {
        let chunks = key.len().div_ceil(16);
        packed.extend(bias.to_le_bytes());
        packed.push(u8::try_from(chunks).unwrap_or_default());
        packed.extend(format!("{key:width$}", width = chunks * 16).bytes());
    }
    let mut known: Vec<(u32, Vec<(u8, i8)>)> = evidence.iter().filter_map(|line| weights(line)).collect();
    known.sort_by_key(|(hash, _)| *hash);
    known.dedup_by_key(|(hash, _)| *hash);
    let (mut next, mut pairs) = (0, 0_usize);
    for bucket in 0..=BUCKETS {
        while let Some((hash, of)) = known.get(next).filter(|(hash, _)| bucket_of(*hash) < bucket) {
            debug_assert!(bucket_of(*hash) + 1 == bucket);
            (next, pairs) = (next + 1, pairs + of.len());
        }
        packed.extend([next, pairs].iter().flat_map(|n| u32::try_from(*n).unwrap_or_default().to_le_bytes()));
    }
    packed.extend(known.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
    packed.extend(known.iter().map(|(_, of)| u8::try_from(of.len()).unwrap_or_default()));
    packed.extend(
        known.iter().flat_map(|(_, of)| of).flat_map(|(label, weight)| [*label, weight.to_le_bytes()[0]]),
    );
    packed
}

/// A line `key`, bias, key.
pub(super) fn label(line: &str) -> Option<(&str, i8)> {
    let (bias, key) = line.strip_prefix("key\t")?.split_once('\t')?;
    Some((key, bias.parse().ok()?))
}

/// A line of a piece of evidence, then `label:weight` by blanks.
pub(super) fn weights(line: &str) -> Option<(u32, Vec<(u8, i8)>)> {
    let (piece, weights) = line.split_once('\t')?;
    let one = |pair: &str| {
        let (label, weight) = pair.split_once(':')?;
        Some((label.parse().ok()?, weight.parse().ok()?))
    };
    Some((hash(&[piece]), weights.split(' ').map(one).collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../data/mine/learned.txt");

    #[test]
    fn every_line_of_the_weights_is_read() {
        let lines = FILE.lines().filter(|line| !line.starts_with('#'));
        let (keys, evidence): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("key\t"));
        assert!(keys.len() > 100 && evidence.len() > 10_000);
        assert!(keys.iter().all(|line| label(line).is_some_and(|(key, _)| key.len() <= 255 * 16)));
        for line in &evidence {
            let (_, weights) = weights(line).unwrap();
            assert!(weights.len() < 256, "{line}");
            assert!(weights.iter().all(|(key, _)| usize::from(*key) < keys.len()), "{line}");
        }
    }

    #[test]
    fn what_is_laid_out_is_found_again() {
        let file = "key\t0\tnone\nkey\t2\ta.b\nL0:收到\t1:40 0:-3\nR0:件\t0:100\nR0:场\t0:127\n";
        let model = Model::unpack(pack(file).leak()).unwrap();
        assert_eq!(model.of(hash(&["L0:", "收到"])).unwrap(), [1, 40, 0, 253]);
        assert_eq!(model.of(hash(&["R0:件"])).unwrap(), [0, 100]);
        assert_eq!(model.of(hash(&["R0:个"])), None);
        assert!(model.rules_out(hash(&["R0:场"])) && !model.rules_out(hash(&["R0:件"])));
        // 0.1 + 40/20 against -3/20: 1 / (1 + exp(-2.25)).
        let (key, probability) = model.judge(&[hash(&["L0:收到"])]).unwrap();
        assert_eq!(key, "a.b");
        assert!((probability - 0.904_650_5).abs() < 1e-5, "{probability}");
        assert_eq!(model.judge(&[hash(&["R0:件"])]), None);
        assert_eq!(model.judge(&[]).map(|(key, _)| key), Some("a.b"));
    }

    #[test]
    fn bytes_that_are_cut_are_no_model() {
        let packed = pack(FILE).leak();
        assert!(Model::unpack(packed).is_some());
        for cut in [0, 1, 40, packed.len() / 2, packed.len() - 1] {
            assert!(packed.get(..cut).and_then(Model::unpack).is_none());
        }
    }
}
