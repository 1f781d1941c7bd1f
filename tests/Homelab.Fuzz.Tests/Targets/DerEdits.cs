using System.Formats.Asn1;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Changes one element of a DER value; the lengths of those around it follow, so that a reader comes as far as to the change.</summary>
internal static class DerEdits
{
    private const int Constructed = 0x20;

    public static byte[] Edited(byte[] der, Random random)
    {
        var left = random.Next(Count(der));
        return Rebuilt(der, ref left, element => Changed(element, random));
    }

    private static int Count(byte[] der) => Elements(der).Sum(element => 1 + (IsConstructed(element.Whole) ? Count(element.Content) : 0));

    private static byte[] Rebuilt(byte[] der, ref int left, Func<byte[], byte[]> change)
    {
        var rebuilt = new List<byte>();
        foreach (var (whole, content) in Elements(der))
        {
            rebuilt.AddRange(left-- == 0 ? change(whole) : IsConstructed(whole) ? Element(whole[0], Rebuilt(content, ref left, change)) : whole);
        }

        return [.. rebuilt];
    }

    private static byte[] Changed(byte[] element, Random random)
    {
        var content = Elements(element).First().Content;
        return random.Next(10) switch
        {
            0 => [],
            1 => [.. element, .. element],
            2 => [(byte)random.Next(256), .. element[1..]],
            3 => [element[0], 0x80, .. content],
            4 => [element[0], 0x84, 0xff, 0xff, 0xff, 0xff, .. content],
            5 => [element[0], (byte)random.Next(256), .. content],
            6 => Element(0x02, [0x7f, .. Filled(random.Next(3000))]),
            7 => Enumerable.Range(0, random.Next(900)).Aggregate(element, (inner, _) => Element(0x30, inner)),
            8 => Element(element[0], content[..random.Next(content.Length + 1)]),
            _ => Element(element[0], Flipped(content, random)),
        };
    }

    private static byte[] Element(byte tag, byte[] content) => content.Length switch
    {
        < 0x80 => [tag, (byte)content.Length, .. content],
        < 0x100 => [tag, 0x81, (byte)content.Length, .. content],
        _ => [tag, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content],
    };

    private static IEnumerable<(byte[] Whole, byte[] Content)> Elements(byte[] der)
    {
        for (var at = 0; at < der.Length;)
        {
            AsnDecoder.ReadEncodedValue(der.AsSpan(at), AsnEncodingRules.BER, out var content, out var length, out var whole);
            yield return (der[at..(at + whole)], der[(at + content)..(at + content + length)]);
            at += whole;
        }
    }

    private static bool IsConstructed(byte[] element) => (element[0] & Constructed) != 0;

    private static byte[] Filled(int length)
    {
        var filled = new byte[length];
        Array.Fill(filled, (byte)0xff);
        return filled;
    }

    private static byte[] Flipped(byte[] content, Random random)
    {
        byte[] flipped = [.. content];
        if (flipped.Length > 0)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }
}
