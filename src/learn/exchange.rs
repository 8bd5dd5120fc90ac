//! Word classes by the exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998).
//!
//! Every word belongs to one class; words move one at a time to the class that gives the class
//! bigram model the highest likelihood, until the rounds are over. Deterministic.

use std::collections::HashMap;

/// Adjacent words with their counts.
type Neighbours = Vec<Vec<(u32, f64)>>;

/// The class, from 0, of each word of `vocabulary`. Words outside it share one further class.
pub(crate) fn cluster(
    texts: &[Vec<String>],
    vocabulary: &[&str],
    classes: usize,
    rounds: usize,
) -> Vec<usize> {
    let index: HashMap<&str, u32> =
        vocabulary.iter().enumerate().map(|(i, w)| (*w, i as u32)).collect();
    let rest = vocabulary.len() as u32;
    let mut bigrams: HashMap<(u32, u32), f64> = HashMap::new();
    let mut frequency = vec![0.0; vocabulary.len() + 1];
    for text in texts {
        let mut before = rest;
        for word in text {
            let at = index.get(word.as_str()).copied().unwrap_or(rest);
            frequency[at as usize] += 1.0;
            *bigrams.entry((before, at)).or_default() += 1.0;
            before = at;
        }
    }
    let mut ordered: Vec<_> = bigrams.into_iter().collect();
    ordered.sort_by_key(|(pair, _)| *pair);
    let (mut left, mut right): (Neighbours, Neighbours) =
        (vec![Vec::new(); vocabulary.len() + 1], vec![Vec::new(); vocabulary.len() + 1]);
    for ((a, b), n) in ordered {
        right[a as usize].push((b, n));
        left[b as usize].push((a, n));
    }
    Exchange::new(left, right, &frequency, classes).run(rounds)
}

struct Exchange {
    left: Neighbours,
    right: Neighbours,
    class: Vec<usize>,
    /// Words by frequency; the order of moves.
    order: Vec<usize>,
    size: usize,
    pairs: Vec<f64>,
    starts: Vec<f64>,
    ends: Vec<f64>,
}

fn entropy(n: f64) -> f64 {
    if n > 0.5 { n * n.ln() } else { 0.0 }
}

impl Exchange {
    fn new(left: Neighbours, right: Neighbours, frequency: &[f64], classes: usize) -> Self {
        let words = frequency.len() - 1;
        let mut order: Vec<usize> = (0..words).collect();
        order.sort_by(|a, b| frequency[*b].total_cmp(&frequency[*a]).then(a.cmp(b)));
        let size = classes + 1;
        let mut class = vec![classes; words + 1];
        for (rank, word) in order.iter().enumerate() {
            class[*word] = rank % classes;
        }
        let mut it = Self {
            left,
            right,
            class,
            order,
            size,
            pairs: vec![0.0; size * size],
            starts: vec![0.0; size],
            ends: vec![0.0; size],
        };
        for a in 0..it.right.len() {
            for i in 0..it.right[a].len() {
                let (b, n) = it.right[a][i];
                let (ca, cb) = (it.class[a], it.class[b as usize]);
                it.pairs[ca * size + cb] += n;
                it.starts[ca] += n;
                it.ends[cb] += n;
            }
        }
        it
    }

    fn run(mut self, rounds: usize) -> Vec<usize> {
        for _ in 0..rounds {
            let mut moves = 0;
            for i in 0..self.order.len() {
                moves += usize::from(self.exchange(self.order[i]));
            }
            if moves == 0 {
                break;
            }
        }
        self.class.truncate(self.order.len());
        self.class
    }

    /// Counts of a word's neighbours by class, itself aside, and of its pairs with itself.
    fn by_class(&self, side: &[(u32, f64)], word: usize) -> (Vec<(usize, f64)>, f64) {
        let mut counts = vec![0.0; self.size];
        let mut own = 0.0;
        for (other, n) in side {
            if *other as usize == word {
                own += n;
            } else {
                counts[self.class[*other as usize]] += n;
            }
        }
        (counts.into_iter().enumerate().filter(|(_, n)| *n > 0.0).collect(), own)
    }

    fn shift(&mut self, c: usize, l: &[(usize, f64)], r: &[(usize, f64)], own: f64, sign: f64) {
        for (k, n) in l {
            self.pairs[k * self.size + c] += sign * n;
            self.ends[c] += sign * n;
        }
        for (k, n) in r {
            self.pairs[c * self.size + k] += sign * n;
            self.starts[c] += sign * n;
        }
        self.pairs[c * self.size + c] += sign * own;
        self.starts[c] += sign * own;
        self.ends[c] += sign * own;
    }

    /// Moves a word to its best class; whether it moved.
    fn exchange(&mut self, word: usize) -> bool {
        let (l, own) = self.by_class(&self.left[word], word);
        let (r, _) = self.by_class(&self.right[word], word);
        let from = self.class[word];
        self.shift(from, &l, &r, own, -1.0);
        let (lt, rt): (f64, f64) = (l.iter().map(|x| x.1).sum(), r.iter().map(|x| x.1).sum());
        let mut best = (f64::NEG_INFINITY, from);
        for c in 0..self.size - 1 {
            let mut gain = entropy(self.starts[c]) - entropy(self.starts[c] + rt + own);
            gain += entropy(self.ends[c]) - entropy(self.ends[c] + lt + own);
            let mut both = 0.0;
            for (k, n) in &l {
                if *k == c {
                    both += n;
                    continue;
                }
                let old = self.pairs[k * self.size + c];
                gain += entropy(old + n) - entropy(old);
            }
            for (k, n) in &r {
                if *k == c {
                    both += n;
                    continue;
                }
                let old = self.pairs[c * self.size + k];
                gain += entropy(old + n) - entropy(old);
            }
            let old = self.pairs[c * self.size + c];
            gain += entropy(old + both + own) - entropy(old);
            if gain > best.0 + 1e-9 {
                best = (gain, c);
            }
        }
        self.shift(best.1, &l, &r, own, 1.0);
        self.class[word] = best.1;
        best.1 != from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_alike_share_a_class() {
        let texts: Vec<Vec<String>> =
            ["the cat sat", "the dog sat", "a cat ran", "a dog ran", "the cat ran", "a dog sat"]
                .iter()
                .map(|t| t.split(' ').map(str::to_owned).collect())
                .collect();
        let words = ["a", "cat", "dog", "ran", "sat", "the"];
        let class = cluster(&texts, &words, 3, 10);
        assert_eq!(class[1], class[2]);
        assert_eq!(class[0], class[5]);
        assert_eq!(class[3], class[4]);
        assert_ne!(class[0], class[1]);
    }
}
