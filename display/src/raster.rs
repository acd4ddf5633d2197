//! Black and white pictures in dots: what a thermal head burns, kept one bit per dot.
//!
//! A row is a whole number of bytes, the leftmost dot in the highest bit: the order of ESC/POS rasters. Dots to the
//! right of `width_dots` in the last byte are always white.

/// A picture of black (ink) and white dots. It grows downwards when something is drawn below its last row.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    width_dots: usize,
    rows: usize,
    bits: Vec<u8>,
}

/// Tallest picture kept, in dots: 2 m of paper at 203 dpi. It bounds memory whatever a template asks for.
pub const ROWS_MAX: usize = 16_000;

/// A rectangle in dots, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Dots from the left edge.
    pub x: usize,
    /// Dots from the upper edge.
    pub y: usize,
    /// Width in dots.
    pub width: usize,
    /// Height in dots.
    pub height: usize,
}

impl Raster {
    /// Returns a white picture of the width and height given in dots; the height is cut at [`ROWS_MAX`].
    pub fn new(width_dots: usize, rows: usize) -> Self {
        let rows = rows.min(ROWS_MAX);
        Self { width_dots, rows, bits: vec![0; width_dots.div_ceil(8) * rows] }
    }

    /// Returns the width in dots.
    pub fn width_dots(&self) -> usize {
        self.width_dots
    }

    /// Returns the height in dots.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the bytes of one row, leftmost dot in the highest bit; an empty slice below the picture.
    pub fn row(&self, y: usize) -> &[u8] {
        let stride = self.stride();
        self.bits.get(y * stride..(y + 1) * stride).unwrap_or(&[])
    }

    /// Says whether the dot is black; outside the picture everything is white.
    pub fn get(&self, x: usize, y: usize) -> bool {
        x < self.width_dots && y < self.rows && self.bits[y * self.stride() + x / 8] & (0x80 >> (x % 8)) != 0
    }

    /// Blackens one dot, growing the picture downwards; ignores what is right of it or below [`ROWS_MAX`].
    pub fn ink(&mut self, x: usize, y: usize) {
        if self.reach(x, y) {
            let at = y * self.stride() + x / 8;
            self.bits[at] |= 0x80 >> (x % 8);
        }
    }

    /// Whitens one dot.
    pub fn erase(&mut self, x: usize, y: usize) {
        if x < self.width_dots && y < self.rows {
            let at = y * self.stride() + x / 8;
            self.bits[at] &= !(0x80 >> (x % 8));
        }
    }

    /// Blackens a rectangle.
    pub fn fill(&mut self, area: Area) {
        let right = (area.x + area.width).min(self.width_dots);
        if area.x >= right {
            return;
        }
        // The byte with the first dot, the byte with the last one, and which of their dots are meant.
        let (first, last) = (area.x / 8, (right - 1) / 8);
        let (from, to) = (0xFF_u8 >> (area.x % 8), 0xFF_u8 << (7 - (right - 1) % 8));
        for y in area.y..area.y + area.height {
            if !self.reach(area.x, y) {
                return;
            }
            let stride = self.stride();
            let row = &mut self.bits[y * stride..(y + 1) * stride];
            if first == last {
                row[first] |= from & to;
            } else {
                row[first] |= from;
                row[first + 1..last].fill(0xFF);
                row[last] |= to;
            }
        }
    }

    /// Swaps black and white within a rectangle.
    pub fn invert(&mut self, area: Area) {
        for y in area.y..area.y + area.height {
            for x in area.x..area.x + area.width {
                if self.get(x, y) { self.erase(x, y) } else { self.ink(x, y) }
            }
        }
    }

    /// Blackens the dots of another picture whose upper left corner is put at (x, y); what falls outside is left out.
    pub fn stamp(&mut self, other: &Self, x: isize, y: isize) {
        let Ok(width) = isize::try_from(self.width_dots) else { return };
        for from in 0..other.rows {
            let Ok(to) = usize::try_from(y + from as isize) else { continue };
            if !self.reach(0, to) {
                return;
            }
            let stride = self.stride();
            let row = &mut self.bits[to * stride..(to + 1) * stride];
            for (index, byte) in other.row(from).iter().enumerate().filter(|(_, byte)| **byte != 0) {
                let at = x + 8 * index as isize;
                let beyond = (at + 8 - width).clamp(0, 8);
                let dots = u16::from(*byte) >> beyond << beyond << 8 >> at.rem_euclid(8);
                for (place, dots) in
                    [at.div_euclid(8), at.div_euclid(8) + 1].into_iter().zip(dots.to_be_bytes())
                {
                    if let Some(kept) = usize::try_from(place).ok().and_then(|place| row.get_mut(place)) {
                        *kept |= dots;
                    }
                }
            }
        }
    }

    /// Returns some of the rows as a picture of their own.
    pub fn part(&self, rows: std::ops::Range<usize>) -> Self {
        let rows = rows.start.min(self.rows)..rows.end.min(self.rows);
        let bits = self.bits[rows.start * self.stride()..rows.end.max(rows.start) * self.stride()].to_vec();
        Self { width_dots: self.width_dots, rows: rows.len(), bits }
    }

    /// Returns the picture with every dot drawn `times` as wide and as high.
    pub fn enlarged(&self, times: usize) -> Self {
        let mut large = Self::new(self.width_dots * times, self.rows * times);
        for y in 0..self.rows.min(large.rows / times.max(1)) {
            let mut x = 0;
            while x < self.width_dots {
                let start = x;
                while x < self.width_dots && self.get(x, y) {
                    x += 1;
                }
                if x > start {
                    let width = (x - start) * times;
                    large.fill(Area { x: start * times, y: y * times, width, height: 1 });
                }
                x += 1;
            }
            let stride = large.stride();
            let row = y * times * stride;
            for copy in 1..times {
                large.bits.copy_within(row..row + stride, row + copy * stride);
            }
        }
        large
    }

    /// Whitens whole rows.
    pub fn erase_rows(&mut self, rows: std::ops::Range<usize>) {
        let (start, end) = (rows.start.min(self.rows), rows.end.min(self.rows));
        let stride = self.stride();
        self.bits[start * stride..end.max(start) * stride].fill(0);
    }

    /// Makes the picture exactly `rows` high: white rows are added below, or the lowest ones dropped.
    pub fn set_rows(&mut self, rows: usize) {
        self.rows = rows.min(ROWS_MAX);
        self.bits.resize(self.stride() * self.rows, 0);
    }

    /// Returns the columns from the first to behind the last black dot of a row, or nothing for a white row.
    pub fn ink_span(&self, y: usize) -> Option<(usize, usize)> {
        let row = self.row(y);
        let first = row.iter().position(|byte| *byte != 0)?;
        let last = row.iter().rposition(|byte| *byte != 0)?;
        let left = first * 8 + row[first].leading_zeros() as usize;
        let right = last * 8 + 8 - row[last].trailing_zeros() as usize;
        Some((left, right))
    }

    /// Returns how many black dots there are.
    pub fn ink_dots(&self) -> usize {
        self.bits.iter().map(|byte| byte.count_ones() as usize).sum()
    }

    /// Returns the picture as a PNG file of one bit per dot, for pages and for `noubad device ticket --png`.
    pub fn to_png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder =
            png::Encoder::new(&mut file, self.width_dots.max(1) as u32, self.rows.max(1) as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let white = vec![0xFF; self.width_dots.max(1).div_ceil(8)];
        let light: Vec<u8> = self.bits.iter().map(|byte| !byte).collect();
        let light = if light.is_empty() { white } else { light };
        let mut writer = encoder.write_header().expect("invariant: a header of non-zero size into memory");
        writer.write_image_data(&light).expect("invariant: the rows fill the size in the header");
        drop(writer);
        file
    }

    /// Reads a PNG of grey or one-bit dots back: what is darker than half is ink.
    ///
    /// # Errors
    /// Says in words why the file is not such a picture.
    pub fn from_png(file: &[u8]) -> Result<Self, String> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
        let size = reader.output_buffer_size().ok_or("the picture is too large")?;
        let mut grey = vec![0; size];
        let info = reader.next_frame(&mut grey).map_err(|error| error.to_string())?;
        if info.color_type != png::ColorType::Grayscale || info.bit_depth != png::BitDepth::Eight {
            return Err(format!("{:?} of {:?} bits is not a grey picture", info.color_type, info.bit_depth));
        }
        let mut raster = Self::new(info.width as usize, info.height as usize);
        for y in 0..raster.rows {
            for x in 0..raster.width_dots {
                if grey[y * info.line_size + x] < 128 {
                    raster.ink(x, y);
                }
            }
        }
        Ok(raster)
    }

    fn stride(&self) -> usize {
        self.width_dots.div_ceil(8)
    }

    fn reach(&mut self, x: usize, y: usize) -> bool {
        if x >= self.width_dots || y >= ROWS_MAX {
            return false;
        }
        if y >= self.rows {
            self.set_rows(y + 1);
        }
        true
    }
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raster({}×{} dots, {} black)", self.width_dots, self.rows, self.ink_dots())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_survives_its_png() {
        let mut raster = Raster::new(19, 7);
        for (x, y) in [(0, 0), (7, 1), (8, 2), (18, 6), (18, 0)] {
            raster.ink(x, y);
        }
        assert_eq!(Raster::from_png(&raster.to_png()), Ok(raster));
    }

    #[test]
    fn the_ink_span_ends_behind_the_last_dot() {
        let mut raster = Raster::new(24, 2);
        raster.ink(5, 0);
        raster.ink(17, 0);
        assert_eq!((raster.ink_span(0), raster.ink_span(1), raster.ink_span(9)), (Some((5, 18)), None, None));
    }

    #[test]
    fn drawing_right_of_the_picture_or_too_far_down_does_nothing() {
        let mut raster = Raster::new(9, 1);
        raster.ink(9, 0);
        raster.ink(0, ROWS_MAX);
        assert_eq!((raster.ink_dots(), raster.rows()), (0, 1));
    }

    #[test]
    fn a_picture_put_onto_another_is_cut_at_every_edge() {
        let mut small = Raster::new(20, 5);
        small.fill(Area { x: 1, y: 0, width: 18, height: 5 });
        for x in -24..=48 {
            for y in [-6, -2, 0, 3] {
                let (mut quick, mut slow) = (Raster::new(37, 4), Raster::new(37, 4));
                quick.stamp(&small, x, y);
                for (from_x, from_y) in (0..20).flat_map(|x| (0..5).map(move |y| (x, y))) {
                    let at = (usize::try_from(x + from_x), usize::try_from(y + from_y));
                    if let ((Ok(at_x), Ok(at_y)), true) = (at, small.get(from_x as usize, from_y as usize)) {
                        slow.ink(at_x, at_y);
                    }
                }
                slow.set_rows(quick.rows().max(slow.rows()));
                quick.set_rows(slow.rows());
                assert_eq!(quick, slow, "{x}, {y}");
            }
        }
    }

    #[test]
    fn enlarged_every_dot_is_a_square_of_dots() {
        let mut small = Raster::new(13, 3);
        [(0, 0), (1, 0), (7, 1), (8, 1), (12, 2), (10, 2)].iter().for_each(|(x, y)| small.ink(*x, *y));
        for times in 1..=5 {
            let large = small.enlarged(times);
            assert_eq!((large.width_dots(), large.rows()), (13 * times, 3 * times));
            let same = |(x, y)| large.get(x, y) == small.get(x / times, y / times);
            assert!(
                (0..large.rows()).flat_map(|y| (0..13 * times).map(move |x| (x, y))).all(same),
                "{times}"
            );
        }
    }

    #[test]
    fn a_rectangle_has_exactly_its_dots() {
        for (x, width) in (0..20).flat_map(|x| (0..20).map(move |width| (x, width))) {
            let (mut quick, mut slow) = (Raster::new(21, 4), Raster::new(21, 4));
            quick.fill(Area { x, y: 1, width, height: 2 });
            (x..x + width).for_each(|x| (1..3).for_each(|y| slow.ink(x, y)));
            assert_eq!(quick, slow, "{x}, {width}");
        }
    }

    #[test]
    fn a_picture_without_rows_is_still_a_png() {
        assert!(Raster::from_png(&Raster::new(8, 0).to_png()).is_ok());
    }
}
