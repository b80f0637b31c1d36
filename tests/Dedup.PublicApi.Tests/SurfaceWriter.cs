using System.Globalization;
using System.Reflection;
using System.Text;

namespace Dedup.PublicApi.Tests;

/// <summary>Writes the public surface of an assembly as text: one type a paragraph, one member a line, in ordinal order.</summary>
internal static class SurfaceWriter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Write(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append(Parents(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Parents(Type type)
    {
        string[] parents = [.. type.GetInterfaces().Where(parent => parent.IsPublic && !type.IsEnum).Select(Name).Order(StringComparer.Ordinal)];
        return parents.Length == 0 ? string.Empty : " : " + string.Join(", ", parents);
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        IEnumerable<string> constructors = type.GetConstructors().Select(constructor => $"new({Parameters(constructor)})");
        IEnumerable<string> properties = type.GetProperties(Declared).Where(property => property.GetMethod?.IsPublic == true).Select(Property);
        IEnumerable<string> methods = type.GetMethods(Declared)
            .Where(method => method.IsPublic && !IsGenerated(method))
            .Select(method => $"{Static(method)}{Name(method.ReturnParameter)} {method.Name}({Parameters(method)})");
        IEnumerable<string> fields = type.GetFields(Declared).Where(field => field.IsPublic).Select(field => $"{Name(field.FieldType)} {field.Name}");
        return [.. constructors, .. properties, .. methods, .. fields];
    }

    // What every record and property brings along says nothing about the library.
    private static bool IsGenerated(MethodInfo method) =>
        method.IsSpecialName || method.Name.Contains('<', StringComparison.Ordinal) || method.Name is "Equals" or "GetHashCode" or "ToString" or "Deconstruct";

    private static string Property(PropertyInfo property)
    {
        string set = property.SetMethod is { IsPublic: true } setter
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;"
            : string.Empty;
        string nullable = Nullability.Create(property).ReadState == NullabilityState.Nullable && !property.PropertyType.IsValueType ? "?" : string.Empty;
        return $"{Static(property.GetMethod!)}{Name(property.PropertyType)}{nullable} {property.Name} {{ get;{set} }}";
    }

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : string.Empty;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Convert.ToString(parameter.DefaultValue ?? (parameter.ParameterType.IsValueType ? "default" : "null"), CultureInfo.InvariantCulture) : string.Empty)}"));

    private static string Name(ParameterInfo parameter) =>
        Name(parameter.ParameterType) + (!parameter.ParameterType.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.Nullable ? "?" : string.Empty);

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = type.Name switch
        {
            "Int32" => "int",
            "Int64" => "long",
            "UInt32" => "uint",
            "UInt64" => "ulong",
            "Double" => "double",
            "Boolean" => "bool",
            "String" => "string",
            "Object" => "object",
            "Byte" => "byte",
            "Char" => "char",
            "Void" => "void",
            string other => other,
        };
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
