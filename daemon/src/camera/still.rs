//! One picture of a camera, for an authorised person's eyes: as the camera sent it, never decoded and never kept.
//!
//! A JPEG stream gives a JPEG. H.264 and H.265 give a film of a single picture (ISO/IEC 14496-12), which the page that
//! shows it decodes: the daemon needs no decoder, and with it none of the faults decoders have.

use super::probe::Picture;

/// A picture that can be sent to a page.
pub struct Still {
    /// `image/jpeg` or `video/mp4`.
    pub content_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Packs a picture; nothing when its parameters are damaged.
#[must_use]
pub fn pack(picture: &Picture) -> Option<Still> {
    if picture.seen.codec == "jpeg" {
        return Some(Still { content_type: "image/jpeg", bytes: picture.frame.clone() });
    }
    let entry = picture.parameters.mp4_sample_entry().build().ok()?;
    let bytes = film(&entry, picture.parameters.pixel_dimensions(), &picture.frame)?;
    Some(Still { content_type: "video/mp4", bytes })
}

/// Units a second in the film's clock, and how many of them the picture lasts.
const SECOND: u32 = 1000;
/// No rotation: the identity of the format's 16.16 and 2.30 fixed-point matrix.
const MATRIX: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

fn film(entry: &[u8], (width, height): (u32, u32), frame: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(frame.len()).ok()?;
    let kind = boxed(b"ftyp", &[b"isom", &words(&[0x200]), b"isomiso2avc1mp41"]);
    // The place of the picture is only known once the boxes before it are: they are made twice.
    let before = kind.len() + movie(entry, (width, height), size, 0).len() + 8;
    let mut film = kind;
    film.extend(movie(entry, (width, height), size, u32::try_from(before).ok()?));
    film.extend(boxed(b"mdat", &[frame]));
    Some(film)
}

fn movie(entry: &[u8], (width, height): (u32, u32), size: u32, offset: u32) -> Vec<u8> {
    let head =
        [words(&[0, 0, 0, SECOND, SECOND, 0x1_0000]), vec![1, 0, 0, 0], words(&[0, 0]), words(&MATRIX)];
    let head = boxed(b"mvhd", &[&head.concat(), &words(&[0, 0, 0, 0, 0, 0, 2])]);
    // Flags 3: enabled, and part of the film.
    let track =
        [words(&[3, 0, 0, 1, 0, SECOND, 0, 0, 0, 0]), words(&MATRIX), words(&[width << 16, height << 16])];
    let track = boxed(b"tkhd", &[&track.concat()]);
    // 0x55c4: the language is not determined.
    let media = boxed(b"mdhd", &[&words(&[0, 0, 0, SECOND, SECOND, 0x55c4_0000])]);
    let handler = boxed(b"hdlr", &[&words(&[0, 0]), b"vide", &words(&[0, 0, 0]), b"\0"]);
    let here = boxed(b"dref", &[&words(&[0, 1]), &boxed(b"url ", &[&words(&[1])])]);
    let table = boxed(
        b"stbl",
        &[
            &boxed(b"stsd", &[&words(&[0, 1]), entry]),
            &boxed(b"stts", &[&words(&[0, 1, 1, SECOND])]),
            &boxed(b"stsc", &[&words(&[0, 1, 1, 1, 1])]),
            &boxed(b"stsz", &[&words(&[0, 0, 1, size])]),
            &boxed(b"stco", &[&words(&[0, 1, offset])]),
        ],
    );
    let video = boxed(b"vmhd", &[&words(&[1, 0, 0])]);
    let information = boxed(b"minf", &[&video, &boxed(b"dinf", &[&here]), &table]);
    let media = boxed(b"mdia", &[&media, &handler, &information]);
    boxed(b"moov", &[&head, &boxed(b"trak", &[&track, &media])])
}

/// A box: its length, its name, what is in it.
fn boxed(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let inside = parts.concat();
    let length = u32::try_from(inside.len() + 8).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), name.as_slice(), &inside].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_lies_where_the_film_says_and_boxes_are_as_long_as_they_say() {
        let frame = [0, 0, 0, 5, 0x65, 1, 2, 3, 4];
        let film = film(&boxed(b"avc1", &[&[0; 78]]), (320, 240), &frame).unwrap();
        let mut at = 0;
        let mut names = Vec::new();
        while at < film.len() {
            let length = u32::from_be_bytes(film[at..at + 4].try_into().unwrap()) as usize;
            names.push(String::from_utf8(film[at + 4..at + 8].to_vec()).unwrap());
            at += length;
        }
        assert_eq!((at, names.join(" ")), (film.len(), "ftyp moov mdat".to_owned()));
        let place = film.windows(4).position(|w| w == b"stco").unwrap() + 12;
        let offset = u32::from_be_bytes(film[place..place + 4].try_into().unwrap()) as usize;
        assert_eq!(&film[offset..], frame);
    }
}
