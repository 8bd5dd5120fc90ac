#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| citegraph_fuzz::whole(bytes));
