using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>Makes of a frame what a later version might send: fields that nobody here knows in each message of it, and kinds of frames that nobody knows.</summary>
internal static class LaterFrames
{
    /// <summary>Field 3000: a number; 3001: a message; 3002: a text.</summary>
    private static readonly byte[] s_unknown = Made(output =>
    {
        output.WriteTag(3000, WireFormat.WireType.Varint);
        output.WriteUInt64(7);
        output.WriteTag(3001, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(8, 1));
        output.WriteTag(3002, WireFormat.WireType.LengthDelimited);
        output.WriteString("of a later version");
    });

    public static IMessage Of(IMessage message)
    {
        var later = message.Descriptor.Parser.ParseFrom([.. message.ToByteArray(), .. s_unknown]);
        foreach (var field in later.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message && !field.IsMap))
        {
            if (field.IsRepeated)
            {
                var items = (System.Collections.IList)field.Accessor.GetValue(later);
                for (var i = 0; i < items.Count; i++)
                {
                    items[i] = Of((IMessage)items[i]!);
                }
            }
            else if (field.Accessor.GetValue(later) is IMessage inner)
            {
                field.Accessor.SetValue(later, Of(inner));
            }
        }

        return later;
    }

    /// <summary>A frame whose body is none of those that are known.</summary>
    public static IMessage NewKindOf(IMessage frame) => frame.Descriptor.Parser.ParseFrom(s_unknown);

    private static byte[] Made(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }
}
