using System.Collections.Immutable;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>The keys of a kind of mapping.</summary>
internal interface IShape
{
    string Name { get; }

    string Doc { get; }

    IEnumerable<IField> Fields { get; }
}

/// <summary>The table of fields of one kind of mapping.</summary>
/// <param name="finish">Fills in defaults that depend on other fields.</param>
internal sealed class Shape<T>(string name, string doc, ImmutableArray<Field<T>> fields, Func<T, T>? finish = null) : IShape
{
    public string Name => name;

    public string Doc => doc;

    public ImmutableArray<Field<T>> Fields => fields;

    IEnumerable<IField> IShape.Fields => fields;

    /// <param name="at">Where the mapping is named, for what it lacks.</param>
    public T Bind(T blank, MappingNode mapping, string path, Position at, Binding binding)
    {
        var bound = blank;
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            var field = fields.FirstOrDefault(field => field.Key == entry.Key);
            if (field is null)
            {
                var near = Nearest.To(entry.Key, fields.Select(candidate => candidate.Key));
                if (near is null && path.Length > 0)
                {
                    binding.MarkBroken(path);
                }
                else if (near is not null && mapping.Entries.All(other => other.Key != near))
                {
                    // What was probably meant is not reported as missing too, and nothing is concluded from its absence.
                    met.Add(near);
                    binding.MarkBroken(FieldPath.Of(path, near));
                }

                binding.Report(FieldCodes.UnknownKey, FieldPath.Of(path, Shown.Plain(entry.Key)), entry.KeyAt, $"{(path.Length == 0 ? "the file" : $"a {name}")} has no such key",
                    near is null ? $"It may hold {string.Join(", ", fields.Select(candidate => candidate.Key))}." : $"Did you mean {near}?");
                continue;
            }

            met.Add(field.Key);
            var fieldPath = FieldPath.Of(path, field.Key);
            binding.Place(fieldPath, entry.Value is ScalarNode ? entry.Value.At : entry.KeyAt);
            bound = field.Bind(bound, entry.Value, fieldPath, binding);
        }

        foreach (var field in fields.Where(field => field.IsRequired && !met.Contains(field.Key)))
        {
            binding.Report(FieldCodes.MissingKey, FieldPath.Of(path, field.Key), at, "it is required and missing",
                $"Add `{field.Key}: {field.Example}`.");
        }

        return finish is null ? bound : finish(bound);
    }
}
