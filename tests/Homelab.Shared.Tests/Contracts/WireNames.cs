using System.Globalization;
using System.Reflection;
using Google.Protobuf.Reflection;
using Homelab.Contracts.V1;

namespace Homelab.Shared.Tests.Contracts;

/// <summary>Everything that a peer of another version relies on in <c>protos/</c>, a line each.</summary>
internal static class WireNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(AgentFrame).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>().SelectMany(Of).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Of(FileDescriptor file) =>
        [.. file.MessageTypes.SelectMany(Of), .. file.EnumTypes.SelectMany(Of), .. file.Services.SelectMany(service => service.Methods).Select(Of)];

    private static IEnumerable<string> Of(MessageDescriptor message) =>
        [.. message.Fields.InDeclarationOrder().Select(Of), .. message.NestedTypes.SelectMany(Of), .. message.EnumTypes.SelectMany(Of)];

    private static IEnumerable<string> Of(EnumDescriptor type) =>
        type.Values.Select(value => string.Create(CultureInfo.InvariantCulture, $"enum {type.FullName} {value.Number} = {value.Name}"));

    private static string Of(FieldDescriptor field)
    {
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var plain => plain.ToString(),
        };
        return string.Create(CultureInfo.InvariantCulture, $"field {field.ContainingType.FullName} {field.FieldNumber} = {(field.IsRepeated ? "repeated " : "")}{type} {field.Name}");
    }

    private static string Of(MethodDescriptor method) =>
        $"method {method.FullName} {(method.IsClientStreaming ? "stream " : "")}{method.InputType.FullName} -> {(method.IsServerStreaming ? "stream " : "")}{method.OutputType.FullName}";
}
