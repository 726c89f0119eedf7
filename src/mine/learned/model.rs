//! The learned weights: which pieces of evidence speak for which keys, and how strongly (`data/mine/learned.txt`).
//!
//! A linear model: each key has the sum of the weights of all evidence that is there, divided by the root of its count, and the
//! exponentials of these sums, normed to 1, are probabilities (multinomial logistic regression). Used by [`super`], and laid out by
//! `build.rs` so that it can be used as it is.

/// The labels of numbers without a key, and of those whose key was typed too seldom to be learned.
const NONE: [&str; 2] = ["none", "rare"];
/// Evidence is looked up by the first bits of its hash, then one after the other.
const BUCKETS: u32 = 14;
/// So many of the first bits tell whether any evidence has them: most has no weight, and is not looked up.
const FIRST: u32 = 19;
/// Weights are kept as whole numbers of these.
const UNIT: f32 = 0.05;

/// The weights, as laid out.
#[derive(Debug)]
pub(crate) struct Model {
    /// Key and what speaks for it without any evidence.
    labels: Vec<(&'static str, f32)>,
    /// A bit for each beginning of a hash.
    begins: &'static [u8],
    /// Where each bucket begins.
    buckets: &'static [u8],
    /// Of each piece of evidence its hash, how many weights it has, and these: label and weight.
    evidence: &'static [u8],
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
        let begins = take(1 << (FIRST - 3))?;
        let buckets = take(((1 << BUCKETS) + 1) * 4)?;
        let evidence = take(number(buckets, 1 << BUCKETS)?)?;
        Some(Model { labels, begins, buckets, evidence })
    }

    /// Whether evidence may have weights; if not, it need not be kept.
    pub(crate) fn may_weigh(&self, hash: u32) -> bool {
        let (byte, bit) = begin_of(hash);
        self.begins.get(byte).is_some_and(|bits| bits & bit != 0)
    }

    /// The key that the evidence speaks for most, and its probability; nothing where it is none. `count` is how much evidence there is,
    /// with that which has no weights.
    pub(crate) fn judge(&self, evidence: &[u32], count: usize) -> Option<(&'static str, f32)> {
        let mut sums = vec![0.0_f32; self.labels.len()];
        // All places first, as they lie far from each other: the processor fetches the next while it adds up one.
        let places: Vec<_> = evidence.iter().map(|&hash| (hash, self.bucket(hash))).collect();
        for (hash, bucket) in places {
            for pair in bucket.and_then(|bucket| find(bucket, hash)).unwrap_or_default().chunks_exact(2) {
                if let &[label, weight] = pair
                    && let Some(sum) = sums.get_mut(usize::from(label))
                {
                    *sum += f32::from(i8::from_le_bytes([weight]));
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let scale = UNIT / (count.max(1) as f32).sqrt();
        for (sum, (_, bias)) in sums.iter_mut().zip(&self.labels) {
            *sum = *sum * scale + bias;
        }
        let (best, most) = sums.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        let (key, _) = self.labels.get(best).filter(|(key, _)| !NONE.contains(key))?;
        let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
        Some((key, 1.0 / all))
    }

    /// Whether a piece of evidence has the greatest weight against all keys: what a table counts is never counted so.
    pub(crate) fn rules_out(&self, piece: &[&str]) -> bool {
        let Some(&[label, weight]) = self.of(hash(piece)) else { return false };
        let against = self.labels.get(usize::from(label)).is_some_and(|(key, _)| NONE.contains(key));
        against && i8::from_le_bytes([weight]) == i8::MAX
    }

    /// Label and weight of a piece of evidence, again and again.
    fn of(&self, hash: u32) -> Option<&'static [u8]> {
        find(self.bucket(hash)?, hash)
    }

    /// The evidence whose hashes begin as this one.
    fn bucket(&self, hash: u32) -> Option<&'static [u8]> {
        let bucket = bucket_of(hash);
        self.evidence.get(number(self.buckets, bucket)?..number(self.buckets, bucket + 1)?)
    }
}

/// The weights of a hash in its bucket.
fn find(mut bucket: &[u8], hash: u32) -> Option<&[u8]> {
    while let Some((known, [count, rest @ ..])) = bucket.split_first_chunk::<4>() {
        let (weights, others) = rest.split_at_checked(usize::from(*count) * 2)?;
        if u32::from_le_bytes(*known) == hash {
            return Some(weights);
        }
        bucket = others;
    }
    None
}

/// A number of a list of them.
fn number(list: &[u8], index: usize) -> Option<usize> {
    let bytes = list.get(index * 4..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}

const fn bucket_of(hash: u32) -> usize {
    (hash >> (32 - BUCKETS)) as usize
}

/// The byte and the bit of the beginning of a hash.
const fn begin_of(hash: u32) -> (usize, u8) {
    let begin = hash >> (32 - FIRST);
    ((begin >> 3) as usize, 1 << (begin & 7))
}

/// A piece of evidence as a number, part by part: FNV-1a, with its bits mixed once more at the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u32);

impl Hash {
    pub(crate) const fn new() -> Hash {
        Hash(0x811c_9dc5)
    }

    pub(crate) fn with(self, part: &[u8]) -> Hash {
        Hash(part.iter().fold(self.0, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)))
    }

    pub(crate) const fn end(self) -> u32 {
        let mut hash = self.0;
        hash ^= hash >> 16;
        hash = hash.wrapping_mul(0x85eb_ca6b);
        hash ^ (hash >> 13)
    }
}

/// The same of a piece in parts.
pub(crate) fn hash(parts: &[&str]) -> u32 {
    parts.iter().fold(Hash::new(), |hash, part| hash.with(part.as_bytes())).end()
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
    let mut begins = vec![0_u8; 1 << (FIRST - 3)];
    for (byte, bit) in known.iter().map(|(hash, _)| begin_of(*hash)) {
        if let Some(bits) = begins.get_mut(byte) {
            *bits |= bit;
        }
    }
    packed.extend(begins);
    let (mut buckets, mut laid_out) = (Vec::new(), Vec::new());
    let mut of_bucket = known.iter().peekable();
    for bucket in 0..=1 << BUCKETS {
        buckets.extend(u32::try_from(laid_out.len()).unwrap_or_default().to_le_bytes());
        while let Some((hash, weights)) = of_bucket.next_if(|(hash, _)| bucket_of(*hash) == bucket) {
            laid_out.extend(hash.to_le_bytes());
            laid_out.push(u8::try_from(weights.len()).unwrap_or_default());
            laid_out.extend(weights.iter().flat_map(|(label, weight)| [*label, weight.to_le_bytes()[0]]));
        }
    }
    packed.extend(buckets);
    packed.extend(laid_out);
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
        assert!(["L0:收到", "R0:件", "R0:场"].iter().all(|piece| model.may_weigh(hash(&[piece]))));
        assert!(!model.may_weigh(hash(&["R0:个"])));
        assert!(model.rules_out(&["R0:场"]) && !model.rules_out(&["R0:件"]));
        // 0.1 + 40/20 against -3/20: 1 / (1 + exp(-2.25)).
        let (key, probability) = model.judge(&[hash(&["L0:收到"])], 1).unwrap();
        assert_eq!(key, "a.b");
        assert!((probability - 0.904_650_5).abs() < 1e-5, "{probability}");
        assert_eq!(model.judge(&[hash(&["R0:件"])], 1), None);
        assert_eq!(model.judge(&[], 0).map(|(key, _)| key), Some("a.b"));
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
