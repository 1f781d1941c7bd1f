using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Homelab.Fuzz.Tests;

/// <summary>Messages of a kind with anything in them that the wire can carry.</summary>
internal static class AnyMessage
{
    private const int Deepest = 6;

    private static readonly long[] s_numbers =
        [0, 1, 2, 3, -1, 7, 1000, 65_536, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue, 253_402_300_800_000, 31_536_000_000, 1_800_000_000_000, 4_000_000_000_000_000_000];

    private static readonly double[] s_reals = [0, 1, -1, 0.5, 21.5, 1e300, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];

    public static IMessage Of(MessageDescriptor kind, Random random, IReadOnlyList<string> words, int depth = 0)
    {
        var message = (IMessage)Activator.CreateInstance(kind.ClrType)!;
        foreach (var oneof in kind.Oneofs.Where(oneof => !oneof.IsSynthetic))
        {
            Fill(message, oneof.Fields[random.Next(oneof.Fields.Count)], random, words, depth);
        }

        foreach (var field in kind.Fields.InDeclarationOrder().Where(field => field.RealContainingOneof is null && random.Next(3) > 0))
        {
            Fill(message, field, random, words, depth);
        }

        return message;
    }

    private static void Fill(IMessage message, FieldDescriptor field, Random random, IReadOnlyList<string> words, int depth)
    {
        if (field.FieldType == FieldType.Message && depth >= Deepest)
        {
            return;
        }

        if (field.IsMap)
        {
            var pairs = (System.Collections.IDictionary)field.Accessor.GetValue(message);
            var (key, value) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
            for (var left = random.Next(4); left > 0; left--)
            {
                pairs[Value(key, random, words, depth)] = Value(value, random, words, depth);
            }
        }
        else if (field.IsRepeated)
        {
            var items = (System.Collections.IList)field.Accessor.GetValue(message);
            for (var left = random.Next(5); left > 0; left--)
            {
                items.Add(Value(field, random, words, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, random, words, depth));
        }
    }

    private static object Value(FieldDescriptor field, Random random, IReadOnlyList<string> words, int depth)
    {
        var number = random.Next(4) == 0 ? random.NextInt64() : s_numbers[random.Next(s_numbers.Length)];
        return field.FieldType switch
        {
            FieldType.Message => Of(field.MessageType, random, words, depth + 1),
            FieldType.String => words[random.Next(words.Count)],
            FieldType.Bytes => ByteString.CopyFrom(BitConverter.GetBytes(number)),
            FieldType.Bool => random.Next(2) == 0,
            FieldType.Double => s_reals[random.Next(s_reals.Length)],
            FieldType.Float => (float)s_reals[random.Next(s_reals.Length)],
            FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, (int)(number % 12)),
            FieldType.UInt64 or FieldType.Fixed64 => unchecked((ulong)number),
            FieldType.UInt32 or FieldType.Fixed32 => unchecked((uint)number),
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => unchecked((int)number),
            _ => number,
        };
    }
}
