#pragma once

/// 128-bit integers: sums of money and products of tokens and prices outgrow 64 bits.
__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;
