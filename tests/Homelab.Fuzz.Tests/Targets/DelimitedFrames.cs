using CsCheck;
using Google.Protobuf;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Messages one behind another, each with its length before it.</summary>
internal static class DelimitedFrames
{
    /// <summary>Lengths and tags that lead somewhere, the greatest among them.</summary>
    public static IReadOnlyList<byte[]> Words { get; } = [[0x80, 0x80, 0x80, 0x80, 0x10], [0x0a], [0x12], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]];

    /// <summary>Up to the first that is none: gRPC ends the stream there.</summary>
    public static IEnumerable<T> Read<T>(MessageParser<T> parser, byte[] input)
        where T : IMessage<T>
    {
        using var stream = new MemoryStream(input);
        while (stream.Position < stream.Length)
        {
            T frame;
            try
            {
                frame = parser.ParseDelimitedFrom(stream);
            }
            catch (InvalidProtocolBufferException)
            {
                yield break;
            }

            yield return frame;
        }
    }

    public static byte[] Write(IEnumerable<IMessage> frames)
    {
        using var stream = new MemoryStream();
        foreach (var frame in frames)
        {
            frame.WriteDelimitedTo(stream);
        }

        return stream.ToArray();
    }

    public static Gen<byte[]> Any(MessageParser parser, IReadOnlyList<string> words, Func<IEnumerable<IMessage>> first)
    {
        var kind = parser.ParseFrom(ByteString.Empty).Descriptor;
        return Gen.Int[0, int.MaxValue - 1].Array[1, 5].Select(seeds => Write([.. first(), .. seeds.Select(seed => AnyMessage.Of(kind, new Random(seed), words))]));
    }
}
